{#- Not a table: it would hold each comparison once for every vintage that makes it. -#}
{{ config(materialized='view') }}

select
    spans.vintage,
    comparisons.geography_code,
    comparisons.level,
    comparisons.indicator,
    comparisons.target_year,
    comparisons.weight_year,
    comparisons.target_kind,
    comparisons.better,
    comparisons.target_point,
    comparisons.wording,
    comparisons.strength,
    comparisons.is_disclosed,
    comparisons.previous_target_point,
    comparisons.previous_wording,
    comparisons.previous_strength,
    comparisons.previous_is_disclosed,
    comparisons.gdp_target_point,
    comparisons.outturn,
    comparisons.weight_100m_yuan
from {{ ref('int_comparisons') }} as comparisons
inner join {{ ref('int_vintage_spans') }} as spans
    on comparisons.from_number = spans.from_number
    and comparisons.to_number = spans.to_number
