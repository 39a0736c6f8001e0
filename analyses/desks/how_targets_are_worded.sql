-- How many GDP targets of 2026 carry 左右, how many 以上?
select qualifier, count(*) as province_count
from {{ ref('fct_rounds') }}
where indicator = 'gdp' and target_year = 2026 and is_disclosed
group by qualifier
order by province_count desc
