-- How many lowered the investment target of 2026, and who set none?
select lowered_count, raised_count, unchanged_count, withdrawn_count, no_target_count, unknown_now_count
from {{ ref('target_delta_summary') }}
where indicator = 'fixed_asset_investment' and target_year = 2026 and scope_code = 'all'
