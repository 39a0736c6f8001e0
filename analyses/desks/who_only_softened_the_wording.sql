-- Who kept the number of the GDP target and softened its wording into 2026?
select geographies.name_en, deltas.target_point, deltas.previous_wording, deltas.wording
from {{ ref('target_deltas') }} as deltas
inner join {{ ref('dim_geography') }} as geographies on deltas.geography_code = geographies.geography_code
where deltas.indicator = 'gdp' and deltas.target_year = 2026 and deltas.wording_change = 'softened'
