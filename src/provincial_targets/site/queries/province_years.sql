-- A province's target and outturn, year by year, gaps included: one row per province, indicator and year.
with

-- An indicator begins with the first figure of any province.
first_years as (

    select indicator, min(year) as first_year
    from marts.observation_lineage
    join marts.dim_geography using (geography_code)
    where level = 'province' and measure <> 'size'
    group by indicator

),

years as (

    select range::integer as year
    from range(
        (select min(target_year) from marts.fct_targets), (select max(target_year) + 1 from marts.fct_targets)
    )

)

select
    g.geography_code,
    i.indicator,
    i.name_zh as indicator_zh,
    i.name_en as indicator_en,
    i.unit_zh,
    i.unit_en,
    y.year,
    t.target_low,
    t.target_point,
    t.target_high,
    t.wording,
    q.name_zh as qualifier_zh,
    q.name_en as qualifier_en,
    d.direction,
    d.delta,
    d.wording_change,
    o.outturn,
    o.release,
    c.gap,
    c.is_met,
    case when c.is_met then 'met' when not c.is_met then 'missed' end as verdict,
    n.target_point as national_target,
    n.source_id as national_source_id
from marts.dim_geography as g
cross join marts.dim_indicator as i
join first_years as f on f.indicator = i.indicator
join years as y on y.year >= f.first_year
left join marts.fct_targets as t
    on t.geography_code = g.geography_code and t.indicator = i.indicator and t.target_year = y.year
left join marts.dim_qualifier as q on q.qualifier = t.qualifier
left join marts.target_deltas as d
    on d.geography_code = g.geography_code and d.indicator = i.indicator and d.target_year = y.year
left join marts.fct_outturns as o
    on o.geography_code = g.geography_code and o.indicator = i.indicator and o.year = y.year
left join marts.completion_rates as c
    on c.geography_code = g.geography_code and c.indicator = i.indicator and c.target_year = y.year
left join marts.fct_targets as n
    on n.geography_code = g.parent_code and n.indicator = i.indicator and n.target_year = y.year
where g.level = 'province'
order by g.sort_order, i.sort_order, y.year
