-- How many of the ten largest lowered the GDP target, and how many only softened its wording?
select target_year, lowered_count, softened_count
from {{ ref('target_delta_summary') }}
where indicator = 'gdp' and scope_code = 'rank:top10'
order by target_year
