-- Figure 2 of the report (an image): who lowered, kept and raised the growth target, from 2023 to 2024.
select
    geographies.name_en as province,
    deltas.previous_target_point as target_2023,
    deltas.target_point as target_2024,
    deltas.delta_pp,
    deltas.direction
from {{ ref('dim_geography') }} as geographies
left join {{ ref('target_deltas_asof') }} as deltas
    on deltas.vintage = '{{ var("report_vintage") }}'
    and geographies.geography_code = deltas.geography_code
    and deltas.indicator = 'gdp'
    and deltas.target_year = 2024
where geographies.level = 'province'
order by deltas.delta_pp, geographies.sort_order
