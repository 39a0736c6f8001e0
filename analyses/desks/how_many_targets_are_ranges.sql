-- How many GDP targets of 2026 are ranges, and how many hope for more?
select range_count, two_track_count
from {{ ref('target_delta_summary') }}
where indicator = 'gdp' and target_year = 2026 and scope_code = 'all'
