-- How many set a revenue target for 2026 at or below what came out in 2025?
select count(case when target_minus_previous_outturn_pp <= 0 then 1 end) as at_or_below_count, count(target_minus_previous_outturn_pp) as known_count
from {{ ref('fct_rounds') }}
where indicator = 'fiscal_revenue' and target_year = 2026
