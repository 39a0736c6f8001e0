-- A province's newest targets side by side, each in its unit: one row per province and indicator.
with

newest as (

    select max(target_year) as target_year from marts.target_status

),

figures as (

    select
        s.geography_code,
        i.indicator,
        i.name_zh as indicator_zh,
        i.name_en as indicator_en,
        i.sort_order,
        s.target_year,
        s.status as target_status,
        s.source_id,
        t.wording,
        t.target_point,
        d.previous_target_point,
        d.delta,
        d.direction,
        o.outturn as last_outturn,
        n.target_point as national_target,
        n.source_id as national_source_id,
        case i.unit when 'percent' then '%' else ' ' || i.unit_zh end as unit_zh,
        case i.unit when 'percent' then ' %' else ' ×' || i.unit_en end as unit_en
    from newest
    join marts.target_status as s using (target_year)
    join marts.dim_geography as g on g.geography_code = s.geography_code and g.level = 'province'
    join marts.dim_indicator as i using (indicator)
    left join marts.fct_targets as t
        on t.geography_code = s.geography_code and t.indicator = s.indicator and t.target_year = s.target_year
    left join marts.target_deltas as d
        on d.geography_code = s.geography_code and d.indicator = s.indicator and d.target_year = s.target_year
    left join marts.fct_outturns as o
        on o.geography_code = s.geography_code and o.indicator = s.indicator and o.year = s.target_year - 1
    left join marts.fct_targets as n
        on n.geography_code = g.parent_code and n.indicator = s.indicator and n.target_year = s.target_year

)

select
    geography_code,
    indicator,
    indicator_zh,
    indicator_en,
    target_year,
    target_status,
    wording,
    regexp_replace(target_point::varchar, '[.]0$', '') || unit_zh as stated_target_zh,
    regexp_replace(target_point::varchar, '[.]0$', '') || unit_en as stated_target_en,
    regexp_replace(previous_target_point::varchar, '[.]0$', '') || unit_zh as last_target_zh,
    regexp_replace(previous_target_point::varchar, '[.]0$', '') || unit_en as last_target_en,
    direction,
    regexp_replace(last_outturn::varchar, '[.]0$', '') || unit_zh as last_outturn_zh,
    regexp_replace(last_outturn::varchar, '[.]0$', '') || unit_en as last_outturn_en,
    regexp_replace(national_target::varchar, '[.]0$', '') || unit_zh as nations_target_zh,
    regexp_replace(national_target::varchar, '[.]0$', '') || unit_en as nations_target_en,
    source_id,
    national_source_id
from figures
order by geography_code, sort_order
