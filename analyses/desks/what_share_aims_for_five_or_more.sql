-- What share of the provinces, and of their weight, aims for 5 % or more in 2026?
select count(case when target_point >= 5 then 1 end) as province_count, sum(case when target_point >= 5 then weight_share end) as weight_share
from {{ ref('fct_rounds') }}
where indicator = 'gdp' and target_year = 2026
