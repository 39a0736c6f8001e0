-- Who kept the number and changed only the wording (5%以上 to 5%左右)?
select
    geographies.name_en,
    geographies.name_zh,
    deltas.indicator,
    deltas.target_year,
    deltas.target_point,
    deltas.previous_wording,
    deltas.wording,
    deltas.wording_change
from {{ ref('target_deltas') }} as deltas
inner join {{ ref('dim_geography') }} as geographies
    on deltas.geography_code = geographies.geography_code
where deltas.wording_change in ('softened', 'strengthened')
order by deltas.target_year desc, deltas.indicator, geographies.sort_order
