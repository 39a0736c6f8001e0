-- Do the key debt provinces aim lower than the rest, and do they miss more often?
select
    targets.indicator,
    targets.target_year,
    scopes.name_en as scope,
    round(targets.weighted_target, 2) as weighted_target,
    targets.numeric_count,
    targets.member_count,
    completion.met_count,
    completion.evaluated_count
from {{ ref('weighted_targets') }} as targets
inner join {{ ref('dim_scope') }} as scopes
    on targets.scope_code = scopes.scope_code
inner join {{ ref('dim_indicator') }} as indicators
    on targets.indicator = indicators.indicator
left join {{ ref('completion_summary') }} as completion
    on targets.scope_code = completion.scope_code
    and targets.indicator = completion.indicator
    and targets.target_year = completion.target_year
where targets.scope_code in ('all', 'group:key_debt')
order by indicators.sort_order, targets.target_year, scopes.name_en
