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
    c.missing_geographies_en as missing_en,
    case when c.measure = 'target' then concat_ws('·', c.stated_words_count, c.not_stated_count, c.no_source_count) end as others_label,
    -- How much is known: a target that was not set is.
    case
        when c.no_source_count = 0 then 5
        else 1 + floor(4 * (c.expected_count - c.no_source_count) / c.expected_count)::integer
    end as shade
from marts.coverage as c
join marts.dim_indicator as i using (indicator)
order by i.sort_order, c.measure <> 'target', c.measure, c.year
