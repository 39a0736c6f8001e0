-- How many price targets of 2025 are about 2 %, and who stands apart?
select target_point, geography_count, geographies_en
from {{ ref('target_value_distribution') }}
where indicator = 'cpi' and target_year = 2025 and scope_code = 'all'
order by geography_count desc
