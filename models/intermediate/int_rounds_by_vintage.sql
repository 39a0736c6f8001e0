{#- View: a table would hold each comparison once per vintage. -#}
{{ config(materialized='view') }}

select
    spans.vintage,
    rounds.geography_code,
    rounds.level,
    rounds.indicator,
    rounds.target_year,
    rounds.weight_year,
    rounds.target_kind,
    rounds.better,
    rounds.target_point,
    rounds.target_low,
    rounds.target_high,
    rounds.qualifier,
    rounds.is_two_track,
    rounds.wording,
    rounds.strength,
    rounds.is_wording_known,
    rounds.stated_in,
    rounds.is_disclosed,
    rounds.target_status,
    rounds.document,
    rounds.source_id,
    rounds.is_contested,
    rounds.previous_target_point,
    rounds.previous_target_low,
    rounds.previous_target_high,
    rounds.previous_qualifier,
    rounds.previous_is_two_track,
    rounds.previous_wording,
    rounds.previous_strength,
    rounds.previous_is_wording_known,
    rounds.previous_is_disclosed,
    rounds.previous_target_status,
    rounds.gdp_target_point,
    rounds.outturn,
    rounds.previous_outturn,
    rounds.first_outturn,
    rounds.first_release,
    rounds.weight_100m_yuan,
    rounds.previous_weight_100m_yuan
from {{ ref('int_rounds_by_span') }} as rounds
inner join {{ ref('int_vintage_spans') }} as spans
    on rounds.from_number = spans.from_number
    and rounds.to_number = spans.to_number
    and spans.has_tables
