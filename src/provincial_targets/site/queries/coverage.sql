-- How many of the provinces have a figure: one row per indicator, measure and year.
select
    c.indicator,
    i.name_zh as indicator_zh,
    i.name_en as indicator_en,
    i.sort_order,
    c.measure,
    c.year,
    c.geography_count,
    c.expected_count,
    c.missing_geographies as missing_zh,
    c.missing_geographies_en as missing_en,
    case
        when c.geography_count = c.expected_count then 5
        else 1 + floor(4 * c.geography_count / c.expected_count)::integer
    end as shade
from marts.coverage as c
join marts.dim_indicator as i using (indicator)
order by i.sort_order, c.measure <> 'target', c.measure, c.year
