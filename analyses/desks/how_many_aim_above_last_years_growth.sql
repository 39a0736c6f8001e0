-- How many aimed in 2025 for more than they grew in 2024?
select count(case when target_minus_previous_outturn_pp > 0 then 1 end) as above_count, count(target_minus_previous_outturn_pp) as known_count
from {{ ref('fct_rounds') }}
where indicator = 'gdp' and target_year = 2025
