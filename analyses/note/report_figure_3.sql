-- Figure 3 of the report (an image): growth in 2023 against its target, beside what was done to the target of 2024.
select
    geographies.name_en as province,
    completion.target_point as target_2023,
    completion.outturn as outturn_2023,
    completion.gap_pp,
    completion.is_met,
    deltas.direction as direction_2024
from {{ ref('dim_geography') }} as geographies
left join {{ ref('completion_rates_asof') }} as completion
    on completion.vintage = '{{ var("report_vintage") }}'
    and geographies.geography_code = completion.geography_code
    and completion.indicator = 'gdp'
    and completion.target_year = 2023
left join {{ ref('target_deltas_asof') }} as deltas
    on deltas.vintage = '{{ var("report_vintage") }}'
    and geographies.geography_code = deltas.geography_code
    and deltas.indicator = 'gdp'
    and deltas.target_year = 2024
where geographies.level = 'province'
order by completion.gap_pp, geographies.sort_order
