-- Targets of the report's year and the year before, as known on the day of the report: one row per indicator and province.
select
    i.indicator,
    g.geography_code,
    g.name_zh || case when i.indicator = 'fixed_asset_investment' and g.is_key_debt_province then ' *' else '' end as name_zh,
    g.name_en || case when i.indicator = 'fixed_asset_investment' and g.is_key_debt_province then ' *' else '' end as name_en,
    t.target_year,
    t.target_point,
    t.wording,
    q.name_zh as qualifier_zh,
    q.name_en as qualifier_en,
    replace(case t.qualifier
        when 'about' then '≈' || t.target_point
        when 'at_least' then '≥' || t.target_point
        when 'at_most' then '≤' || t.target_point
        when 'range' then t.target_low || '–' || t.target_high
        else t.target_point::varchar
    end, '-', '−') as target_label,
    t.qualifier,
    d.previous_target_point,
    before.source_id as previous_source_id,
    d.delta_pp,
    d.direction,
    t.source_id,
    s.publisher,
    t.published_on,
    row_number() over (partition by i.indicator order by t.target_point desc nulls last, g.sort_order) as target_rank,
    row_number() over (
        partition by i.indicator order by d.delta_pp nulls last, t.target_point desc nulls last, g.sort_order
    ) as delta_rank
from marts.dim_indicator as i
cross join marts.dim_geography as g
inner join marts.dim_vintage as r on r.is_report_vintage
left join marts_asof.fct_targets as t
    on t.vintage = r.vintage
    and t.indicator = i.indicator and t.geography_code = g.geography_code and t.target_year = year(r.as_of)
left join marts.dim_qualifier as q using (qualifier)
left join marts.dim_source as s using (source_id)
left join marts_asof.target_deltas as d
    on d.vintage = r.vintage
    and d.indicator = i.indicator and d.geography_code = g.geography_code and d.target_year = year(r.as_of)
left join marts_asof.fct_targets as before
    on before.vintage = r.vintage
    and before.indicator = i.indicator and before.geography_code = g.geography_code and before.target_year = year(r.as_of) - 1
where g.level = 'province' and i.indicator in ('gdp', 'fixed_asset_investment')
order by i.sort_order, target_rank
