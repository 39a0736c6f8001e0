-- How often a province met its target of an indicator: one row per province and indicator.
select
    g.geography_code,
    i.indicator,
    count(*) filter (where c.is_met) as met_count,
    i.name_zh || case when i.unit <> 'percent' then '（' || i.unit_zh || '）' else '' end || case when count(c.is_met) > 0
        then '：可评' || count(c.is_met) || '年，完成' || count(*) filter (where c.is_met) || '年' else '' end as finding_zh,
    i.name_en || case when i.unit <> 'percent' then ', ' || i.unit_en else '' end || case when count(c.is_met) > 0
        then ': met ' || count(*) filter (where c.is_met) || ' of ' || count(c.is_met) else '' end as finding_en
from marts.dim_geography as g
cross join marts.dim_indicator as i
left join marts.completion_rates as c using (geography_code, indicator)
where g.level = 'province'
group by g.geography_code, i.indicator, i.name_zh, i.name_en, i.unit, i.unit_zh, i.unit_en, i.sort_order
order by g.geography_code, i.sort_order
