-- The provinces with their newest GDP target: one row per province.
select
    g.geography_code,
    g.name_zh,
    g.full_name_zh,
    g.name_en,
    g.region_zh,
    g.region_en,
    g.is_key_debt_province,
    g.sort_order,
    d.target_year,
    d.target_point,
    d.delta_pp,
    d.direction,
    d.wording,
    c.target_year as judged_year,
    c.gap_pp,
    case when c.is_met then 'met' when not c.is_met then 'missed' end as verdict
from marts.dim_geography as g
left join (
    from marts.target_deltas where indicator = 'gdp'
    qualify row_number() over (partition by geography_code order by target_year desc) = 1
) as d using (geography_code)
left join (
    from marts.completion_rates where indicator = 'gdp'
    qualify row_number() over (partition by geography_code order by target_year desc) = 1
) as c using (geography_code)
where g.level = 'province'
order by g.sort_order
