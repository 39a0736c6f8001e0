-- How many lowered the GDP target of 2026: by the number, with a softer wording too, with ranges by their low end?
select
    count(case when direction = 'lowered' then 1 end) as by_number, count(case when direction_with_wording = 'lowered' then 1 end) as with_wording,
    count(case when direction_low = 'lowered' then 1 end) as by_low_end
from {{ ref('fct_rounds') }}
where indicator = 'gdp' and target_year = 2026
