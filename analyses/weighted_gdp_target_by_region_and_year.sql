-- What do the GDP targets add up to, by region and year, and how much of each region do they cover?
select
    scopes.name_en as region,
    targets.target_year,
    round(targets.weighted_target, 2) as weighted_target,
    round(targets.weighted_low, 2) as weighted_low,
    round(targets.weighted_high, 2) as weighted_high,
    round(targets.weight_coverage, 3) as weight_coverage,
    targets.numeric_count,
    targets.member_count
from {{ ref('weighted_targets') }} as targets
inner join {{ ref('dim_scope') }} as scopes
    on targets.scope_code = scopes.scope_code
where targets.indicator = 'gdp' and scopes.scope_kind = 'region'
order by scopes.name_en, targets.target_year
