{#- View: a table would hold each choice once per vintage. -#}
{{ config(materialized='view') }}

select
    spans.vintage,
    cells.geography_code,
    cells.level,
    cells.indicator,
    cells.measure,
    cells.year,
    cells.observation_id,
    cells.figure,
    cells.qualifier,
    cells.wording,
    cells.is_two_track,
    cells.target_low,
    cells.target_point,
    cells.target_high,
    cells.wording_observation_id,
    cells.wording_source_id,
    cells.is_wording_known,
    cells.stated_in,
    cells.release,
    cells.source_id,
    cells.published_on,
    cells.published_on_precision,
    cells.source_count,
    cells.distinct_value_count,
    cells.min_value,
    cells.max_value
from {{ ref('int_cells_by_span') }} as cells
inner join {{ ref('int_vintage_spans') }} as spans
    on cells.from_number = spans.from_number
    and cells.to_number = spans.to_number
    and spans.has_tables
