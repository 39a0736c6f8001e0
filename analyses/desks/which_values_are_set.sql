-- Which GDP targets of 2026 are set by how many, with what share of the weight?
select target_point, geography_count, weight_share, geographies_en
from {{ ref('target_value_distribution') }}
where indicator = 'gdp' and target_year = 2026 and scope_code = 'all'
order by target_point
