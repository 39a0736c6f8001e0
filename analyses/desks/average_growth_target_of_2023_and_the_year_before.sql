-- What did the GDP targets of 2023 average by weight, and what those of 2022, and how many were revised down?
select averages.weighted_target, averages.previous_weighted_target, deltas.lowered_count, deltas.lowered_or_softened_count
from {{ ref('weighted_targets') }} as averages
inner join {{ ref('target_delta_summary') }} as deltas
    on averages.scope_code = deltas.scope_code and averages.indicator = deltas.indicator and averages.target_year = deltas.target_year
where averages.indicator = 'gdp' and averages.target_year = 2023 and averages.scope_code = 'all'
