-- How many of the provinces have a figure, and how many targets were not set: one row per indicator, measure and year.
select
    c.indicator,
    i.name_zh as indicator_zh,
    i.name_en as indicator_en,
    i.sort_order,
    c.measure,
    c.year,
    c.geography_count,
    c.stated_number_count,
    c.stated_words_count,
    c.not_stated_count,
    c.no_source_count,
    c.expected_count,
    c.not_stated_geographies as not_stated_geographies_zh,
    c.not_stated_geographies_en as not_stated_geographies_en,
    c.missing_geographies as missing_zh,
    c.missing_geographies_en as missing_en
from marts.coverage as c
join marts.dim_indicator as i using (indicator)
order by i.sort_order, c.measure <> 'target', c.measure, c.year
