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
    -- All of them are read from the report that the reconciliation is about.
    (select min(source_id) from marts.dim_source where kind = 'research' and published_on = date '2024-02-04') as source_id
from marts.commitments as c
join marts.dim_geography as g using (geography_code)
order by c.geography_code, c.area_level desc, c.commitment_id
