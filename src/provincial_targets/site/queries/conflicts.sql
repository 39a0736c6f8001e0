-- Where sources state different values, or one states a target and another none: one row per cell.
select
    c.geography_code,
    g.name_zh,
    g.name_en,
    c.indicator,
    i.name_zh as indicator_zh,
    i.name_en as indicator_en,
    c.measure,
    c.year,
    c.chosen_value,
    c.min_value,
    c.max_value,
    c.spread,
    c.distinct_value_count,
    c.source_count,
    case when c.is_contested then 'contested' when c.is_material then 'material' else 'slight' end as weight
from marts.observation_conflicts as c
join marts.dim_geography as g using (geography_code)
join marts.dim_indicator as i using (indicator)
order by c.is_material desc, i.sort_order, c.measure, c.spread desc, c.year, g.sort_order
