-- Figure 4 of the report (an image): targets for fiscal revenue, on the budget reports' basis, against the growth target.
-- A province without a row in the facts is shown without figures: no source was found, or there is no target.
select
    geographies.name_en as province,
    targets.target_point as target_2024,
    targets.wording,
    previous_targets.target_point as target_2023,
    gdp_targets.target_point as gdp_target_2024,
    versus_gdp.gap_pp as gap_to_gdp_pp,
    targets.source_id
from {{ ref('dim_geography') }} as geographies
left join {{ ref('fct_targets_asof') }} as targets
    on targets.vintage = '{{ var("report_vintage") }}'
    and geographies.geography_code = targets.geography_code
    and targets.indicator = 'fiscal_revenue'
    and targets.target_year = 2024
left join {{ ref('fct_targets_asof') }} as previous_targets
    on previous_targets.vintage = '{{ var("report_vintage") }}'
    and geographies.geography_code = previous_targets.geography_code
    and previous_targets.indicator = 'fiscal_revenue'
    and previous_targets.target_year = 2023
left join {{ ref('fct_targets_asof') }} as gdp_targets
    on gdp_targets.vintage = '{{ var("report_vintage") }}'
    and geographies.geography_code = gdp_targets.geography_code
    and gdp_targets.indicator = 'gdp'
    and gdp_targets.target_year = 2024
left join {{ ref('target_vs_gdp_asof') }} as versus_gdp
    on versus_gdp.vintage = '{{ var("report_vintage") }}'
    and geographies.geography_code = versus_gdp.geography_code
    and versus_gdp.indicator = 'fiscal_revenue'
    and versus_gdp.target_year = 2024
where geographies.level = 'province'
order by targets.target_point desc, geographies.sort_order
