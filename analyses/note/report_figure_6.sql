-- Figure 6 of the report (an image): targets of 2024 for retail sales, trade and industry beside the growth target. A
-- gap is a gap of the facts: no source was found, or there is no target.
select
    geographies.name_en as province,
    max(case when targets.indicator = 'gdp' then targets.target_point end) as gdp_target,
    max(case when targets.indicator = 'retail_sales' then targets.target_point end) as retail_sales_target,
    max(case when targets.indicator = 'trade' then targets.target_point end) as trade_target,
    max(case when targets.indicator = 'trade' then targets.wording end) as trade_wording,
    max(case when targets.indicator = 'industrial_value_added' then targets.target_point end) as industry_target
from {{ ref('dim_geography') }} as geographies
left join {{ ref('fct_targets_asof') }} as targets
    on targets.vintage = '{{ var("report_vintage") }}'
    and geographies.geography_code = targets.geography_code
    and targets.target_year = 2024
where geographies.level = 'province'
group by geographies.name_en, geographies.sort_order
order by geographies.sort_order
