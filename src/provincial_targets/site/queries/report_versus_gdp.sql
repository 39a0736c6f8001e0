-- Targets of the report's year against the growth target, as known on the day of the report: one row per indicator and province.
select
    i.indicator,
    g.geography_code,
    g.name_zh,
    g.name_en,
    p.target_point as gdp_target_point,
    p.source_id as gdp_source_id,
    t.target_point,
    t.wording,
    v.gap_pp,
    case when v.gap_pp > 0 then '+' || v.gap_pp when v.gap_pp < 0 then '−' || abs(v.gap_pp)
        when v.gap_pp = 0 then '0' else '—' end as gap_label,
    case when v.gap_pp > 0 then 'above' when v.gap_pp < 0 then 'below' when v.gap_pp = 0 then 'same' end as side,
    t.source_id,
    s.publisher,
    t.published_on,
    row_number() over (
        partition by i.indicator order by v.gap_pp desc nulls last, t.target_point desc nulls last, g.sort_order
    ) as gap_rank
from marts.dim_indicator as i
cross join marts.dim_geography as g
inner join marts.dim_vintage as r on r.is_report_vintage
left join marts_asof.fct_targets as t
    on t.vintage = r.vintage
    and t.indicator = i.indicator and t.geography_code = g.geography_code and t.target_year = year(r.as_of)
left join marts_asof.fct_targets as p
    on p.vintage = r.vintage
    and p.indicator = 'gdp' and p.geography_code = g.geography_code and p.target_year = year(r.as_of)
left join marts_asof.target_vs_gdp as v
    on v.vintage = r.vintage
    and v.indicator = i.indicator and v.geography_code = g.geography_code and v.target_year = year(r.as_of)
left join marts.dim_source as s on s.source_id = t.source_id
where g.level = 'province' and i.indicator in ('fiscal_revenue', 'retail_sales', 'trade', 'industrial_value_added')
order by i.sort_order, gap_rank
