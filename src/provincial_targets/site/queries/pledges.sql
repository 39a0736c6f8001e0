-- What provinces and their cities pledge in figures: one row per pledge.
select
    c.geography_code,
    c.commitment_id,
    case when c.area_level = 'province' then g.name_zh else c.area end as area_zh,
    case when c.area_level = 'province' then g.name_en else c.area end as area_en,
    c.area_level,
    theme,
    measure_zh,
    measure_en,
    value,
    value_upper,
    unit,
    qualifier,
    kind,
    year,
    figure,
    -- The report itself is their only source.
    (
        select min(s.source_id)
        from marts.dim_source as s
        join marts.dim_vintage as r on r.as_of = s.published_on and r.is_report_vintage
        where s.kind = 'research'
    ) as source_id
from marts.commitments as c
join marts.dim_geography as g using (geography_code)
order by c.geography_code, c.area_level desc, c.commitment_id
