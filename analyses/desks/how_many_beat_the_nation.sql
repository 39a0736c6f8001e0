-- How many provinces grew faster than the nation, year by year?
select target_year, count(case when is_better_than_nation then 1 end) as faster_count, count(is_better_than_nation) as known_count
from {{ ref('fct_rounds') }}
where indicator = 'gdp' and national_outturn is not null
group by target_year
order by target_year
