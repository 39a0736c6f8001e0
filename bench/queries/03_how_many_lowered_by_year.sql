-- How many provinces lowered, kept or raised their GDP target, year by year?
select target_year, lowered_count, unchanged_count, raised_count, newly_set_count, not_comparable_count
from marts.target_delta_summary
where indicator = 'gdp' and scope_code = 'all'
order by target_year
