-- Which provinces cut their GDP target most in 2024?
select dim_geography.name_en, previous_target_point, target_point, delta_pp
from marts.target_deltas
inner join marts.dim_geography using (geography_code)
where indicator = 'gdp' and target_year = 2024 and direction = 'lowered' and dim_geography.level = 'province'
order by delta_pp, dim_geography.sort_order
limit 10
