{#- Not a table: it would hold each choice once for every vintage that makes it. -#}
{{ config(materialized='view') }}

select
    spans.vintage,
    choices.geography_code,
    choices.indicator,
    choices.measure,
    choices.year,
    choices.observation_id,
    choices.figure,
    choices.qualifier,
    choices.wording,
    choices.is_two_track,
    choices.target_low,
    choices.target_point,
    choices.target_high,
    choices.release,
    choices.source_id,
    choices.published_on,
    choices.published_on_precision,
    choices.source_count,
    choices.distinct_value_count,
    choices.min_value,
    choices.max_value
from {{ ref('int_choices') }} as choices
inner join {{ ref('int_vintage_spans') }} as spans
    on choices.from_number = spans.from_number
    and choices.to_number = spans.to_number
