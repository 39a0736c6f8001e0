-- Who missed last year's GDP target and did not lower this year's?
select
    geographies.name_en,
    geographies.name_zh,
    deltas.target_year,
    completion.target_point as missed_target,
    completion.outturn,
    completion.gap_pp,
    deltas.target_point,
    deltas.direction
from {{ ref('target_deltas') }} as deltas
inner join {{ ref('completion_rates') }} as completion
    on deltas.geography_code = completion.geography_code
    and deltas.indicator = completion.indicator
    and deltas.target_year - 1 = completion.target_year
inner join {{ ref('dim_geography') }} as geographies
    on deltas.geography_code = geographies.geography_code
where
    deltas.indicator = 'gdp'
    and geographies.level = 'province'
    and not completion.is_met
    and deltas.direction in ('unchanged', 'raised')
order by deltas.target_year desc, completion.gap_pp, geographies.sort_order
