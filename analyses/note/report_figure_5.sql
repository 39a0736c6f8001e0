-- Figure 5 of the report (an image): targets for fixed-asset investment, the key debt provinces marked. A province
-- without a row in the facts is shown without figures: no source was found, or there is no target.
select
    geographies.name_en || case when geographies.is_key_debt_province then ' *' else '' end as province,
    previous_targets.target_point as target_2023,
    targets.target_point as target_2024,
    targets.wording,
    targets.source_id
from {{ ref('dim_geography') }} as geographies
left join {{ ref('fct_targets_asof') }} as targets
    on targets.vintage = '{{ var("report_vintage") }}'
    and geographies.geography_code = targets.geography_code
    and targets.indicator = 'fixed_asset_investment'
    and targets.target_year = 2024
left join {{ ref('fct_targets_asof') }} as previous_targets
    on previous_targets.vintage = '{{ var("report_vintage") }}'
    and geographies.geography_code = previous_targets.geography_code
    and previous_targets.indicator = 'fixed_asset_investment'
    and previous_targets.target_year = 2023
where geographies.level = 'province'
order by targets.target_point desc, geographies.sort_order
