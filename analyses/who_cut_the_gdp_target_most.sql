-- Which provinces lowered their GDP target most in the newest round, and from where to where?
select
    geographies.name_en,
    geographies.name_zh,
    deltas.target_year,
    deltas.previous_target_point,
    deltas.target_point,
    deltas.delta_pp,
    deltas.wording
from {{ ref('target_deltas') }} as deltas
inner join {{ ref('dim_geography') }} as geographies
    on deltas.geography_code = geographies.geography_code
where
    deltas.indicator = 'gdp'
    and deltas.direction = 'lowered'
    and geographies.level = 'province'
    and deltas.target_year = (select max(newest.target_year) from {{ ref('target_deltas') }} as newest)
order by deltas.delta_pp, geographies.sort_order
