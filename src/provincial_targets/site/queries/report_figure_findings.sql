-- What each of the report's figures shows when drawn from the data: one row per picture.
with

averages as (

    select w.*, i.name_zh, i.name_en
    from marts_asof.weighted_targets as w
    join marts.dim_indicator as i using (indicator)
    join marts.dim_vintage as r on r.vintage = w.vintage and r.is_report_vintage
    where w.scope_code = 'all' and w.target_year = year(r.as_of)

),

moves as (

    select d.*
    from marts_asof.target_delta_summary as d
    join marts.dim_vintage as r on r.vintage = d.vintage and r.is_report_vintage
    where d.scope_code = 'all' and d.target_year = year(r.as_of)

),

sides as (

    select
        indicator,
        count(*) as known_count,
        count(*) filter (where gap_pp > 0) as above_count,
        count(*) filter (where gap_pp = 0) as same_count,
        count(*) filter (where gap_pp < 0) as below_count
    from marts_asof.target_vs_gdp as v
    join marts.dim_vintage as r on r.vintage = v.vintage and r.is_report_vintage
    where v.target_year = year(r.as_of) and v.geography_code <> '100000'
    group by indicator

)

select
    'gdp-levels' as picture,
    1 as figure,
    numeric_count || '省目标在' || min_target || '%至' || max_target || '%之间，加权平均' || printf('%.2f', weighted_target) || '%' as finding_zh,
    numeric_count || ' provinces aim at ' || min_target || ' to ' || max_target || ' %, on average by size ' || printf('%.2f', weighted_target) || ' %' as finding_en
from averages where indicator = 'gdp'
union all
select
    indicator || '-changes',
    case indicator when 'gdp' then 2 else 5 end,
    a.target_year || '年' || a.name_zh || '目标：' || lowered_count || '省下调，' || unchanged_count || '省持平，' || raised_count || '省上调'
    || case when unknown_direction_count > 0 then '；' || unknown_direction_count || '省无法比较' else '' end,
    a.name_en || ' ' || a.target_year || ': ' || lowered_count || ' cut, ' || unchanged_count || ' kept, ' || raised_count || ' raised the target'
    || case when unknown_direction_count > 0 then '; ' || unknown_direction_count || ' cannot be compared' else '' end
from moves as m join averages as a using (indicator)
where indicator in ('gdp', 'fixed_asset_investment')
union all
select
    'gdp-completion',
    3,
    target_year || '年：' || met_count || '省完成增长目标，' || missed_count || '省未完成',
    met_count || ' provinces met their growth target of ' || target_year || ', ' || missed_count || ' missed it'
from marts_asof.completion_summary as c
join marts.dim_vintage as r on r.vintage = c.vintage and r.is_report_vintage
where scope_code = 'all' and indicator = 'gdp' and target_year = year(r.as_of) - 1
union all
select
    indicator || '-versus-gdp',
    case indicator when 'fiscal_revenue' then 4 else 6 end,
    a.name_zh || '：' || known_count || '省可与增长目标比较，' || above_count || '省更高，' || same_count || '省相同，' || below_count || '省更低',
    a.name_en || ': of ' || known_count || ' that can be compared ' || above_count || ' aim above their growth target, ' || same_count || ' at it, ' || below_count || ' below'
from sides join averages as a using (indicator)
where indicator in ('fiscal_revenue', 'retail_sales', 'trade', 'industrial_value_added')
order by 2, 1
