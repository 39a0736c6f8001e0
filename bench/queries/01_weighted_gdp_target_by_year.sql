-- How has the size-weighted GDP target of all provinces moved?
select target_year, weighted_target, weighted_low, weighted_high, weight_coverage, change_pp
from marts.weighted_targets
where indicator = 'gdp' and scope_code = 'all'
order by target_year
