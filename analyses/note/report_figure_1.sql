-- Figure 1 of the report (an image): the growth targets of 2024, province by province, as the day knew them.
select
    geographies.name_en as province,
    targets.target_point as target_2024,
    targets.wording,
    targets.source_id
from {{ ref('dim_geography') }} as geographies
left join {{ ref('fct_targets_asof') }} as targets
    on targets.vintage = '{{ var("report_vintage") }}'
    and geographies.geography_code = targets.geography_code
    and targets.indicator = 'gdp'
    and targets.target_year = 2024
where geographies.level = 'province'
order by targets.target_point desc, geographies.sort_order
