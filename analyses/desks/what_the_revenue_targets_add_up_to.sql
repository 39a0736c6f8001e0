-- What do the revenue targets of 2026 average by weight, from where to where, and how many were lowered?
select averages.weighted_target, averages.like_for_like_change_pp, averages.min_target, averages.max_target, deltas.lowered_count
from {{ ref('weighted_targets') }} as averages
inner join {{ ref('target_delta_summary') }} as deltas
    on averages.scope_code = deltas.scope_code and averages.indicator = deltas.indicator and averages.target_year = deltas.target_year
where averages.indicator = 'fiscal_revenue' and averages.target_year = 2026 and averages.scope_code = 'all'
