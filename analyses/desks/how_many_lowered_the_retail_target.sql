-- How many lowered the retail target of 2026, of how many that can be compared, and how many raised it?
select lowered_count, raised_count, unchanged_count, lowered_count + raised_count + unchanged_count as comparable_count
from {{ ref('target_delta_summary') }}
where indicator = 'retail_sales' and target_year = 2026 and scope_code = 'all'
