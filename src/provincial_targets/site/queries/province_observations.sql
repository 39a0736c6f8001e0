-- Every figure that a source states, and whether it was chosen: one row per observation.
select
    l.geography_code,
    l.indicator,
    i.name_zh as indicator_zh,
    i.name_en as indicator_en,
    l.measure,
    l.year,
    l.observation_id,
    l.figure,
    l.unit,
    replace(l.figure::varchar, '-', '−') || case when l.measure = 'size' then ' 亿元' when i.unit = 'percent' then '%' else ' ' || i.unit_zh end as figure_zh,
    replace(l.figure::varchar, '-', '−') || case when l.measure = 'size' then ' ×100m yuan' when i.unit = 'percent' then ' %' else ' ×' || i.unit_en end as figure_en,
    l.wording,
    l.basis,
    l.release,
    l.role,
    l.reason,
    coalesce(l.reason, 'chosen') as standing,
    l.published_on,
    s.source_id,
    s.publisher,
    s.title,
    s.url,
    s.kind,
    case when l.role = 'chosen' then l.indicator || '-' || l.measure || '-' || l.year end as anchor
from marts.observation_lineage as l
join marts.dim_indicator as i using (indicator)
join marts.dim_source as s using (source_id)
order by l.geography_code, i.sort_order, l.year desc, l.measure <> 'target', l.measure, l.role <> 'chosen', l.observation_id
