-- How do the report's headline figures look with what has been published since?
select
    then_known.indicator,
    then_known.target_year,
    round(then_known.weighted_target, 2) as as_the_report_knew_it,
    round(latest.weighted_target, 2) as latest,
    then_known.numeric_count as numeric_count_then,
    latest.numeric_count as numeric_count_latest
from {{ ref('weighted_targets_asof') }} as then_known
inner join {{ ref('weighted_targets_asof') }} as latest
    on then_known.scope_code = latest.scope_code
    and then_known.indicator = latest.indicator
    and then_known.target_year = latest.target_year
    and latest.vintage = '{{ var("latest_vintage") }}'
inner join {{ ref('dim_indicator') }} as indicators
    on then_known.indicator = indicators.indicator
where
    then_known.vintage = '{{ var("report_vintage") }}'
    and then_known.scope_code = 'all'
    and then_known.target_year in (2023, 2024)
order by indicators.sort_order, then_known.target_year
