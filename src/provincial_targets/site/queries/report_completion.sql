-- Growth in the year before the report against its target, as known on the day of the report: one row per province.
select
    g.geography_code,
    g.name_zh,
    g.name_en,
    c.target_point,
    c.outturn,
    c.gap_pp,
    case when c.gap_pp > 0 then '+' || c.gap_pp when c.gap_pp < 0 then '−' || abs(c.gap_pp)
        when c.gap_pp = 0 then '0' else '—' end as gap_label,
    case when c.is_met then 'met' when not c.is_met then 'missed' end as verdict,
    d.direction,
    t.source_id as target_source_id,
    o.source_id,
    s.publisher,
    o.published_on,
    row_number() over (order by c.gap_pp desc nulls last, g.sort_order) as gap_rank
from marts.dim_geography as g
inner join marts.dim_vintage as r on r.is_report_vintage
left join marts_asof.completion_rates as c
    on c.vintage = r.vintage and c.geography_code = g.geography_code
    and c.indicator = 'gdp' and c.target_year = year(r.as_of) - 1
left join marts_asof.target_deltas as d
    on d.vintage = r.vintage and d.geography_code = g.geography_code
    and d.indicator = 'gdp' and d.target_year = year(r.as_of)
left join marts_asof.fct_targets as t
    on t.vintage = r.vintage and t.geography_code = g.geography_code
    and t.indicator = 'gdp' and t.target_year = year(r.as_of) - 1
left join marts_asof.fct_outturns as o
    on o.vintage = r.vintage and o.geography_code = g.geography_code
    and o.indicator = 'gdp' and o.year = year(r.as_of) - 1
left join marts.dim_source as s on s.source_id = o.source_id
where g.level = 'province'
order by gap_rank
