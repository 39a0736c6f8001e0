-- How many of the ten largest missed their GDP target, year by year, by today's outturn and by the first one?
select target_year, missed_count, missed_at_first_release_count, evaluated_count
from {{ ref('completion_summary') }}
where indicator = 'gdp' and scope_code = 'rank:top10'
order by target_year
