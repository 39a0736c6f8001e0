-- How many list a retail target for 2025 among the main targets, and what do these average?
select count(*) as province_count, avg(target_point) as simple_average, avg(previous_target_point) as previous_average
from {{ ref('fct_rounds') }}
where indicator = 'retail_sales' and target_year = 2025 and stated_in = 'main_list'
