-- Whose fiscal revenue target stands above, at or below its GDP target?
select
    geographies.name_en,
    geographies.name_zh,
    gaps.target_year,
    gaps.target_point as fiscal_target,
    gaps.gdp_target_point,
    gaps.gap_pp
from {{ ref('target_vs_gdp') }} as gaps
inner join {{ ref('dim_geography') }} as geographies
    on gaps.geography_code = geographies.geography_code
where gaps.indicator = 'fiscal_revenue'
order by gaps.target_year desc, gaps.gap_pp desc, geographies.sort_order
