-- How far the provinces aim above the nation, in one sentence: one row per indicator.
with

known as (

    select
        indicator,
        count(*) as year_count,
        min(amplification_pp) as least,
        max(amplification_pp) as most,
        max(target_year) as newest,
        arg_max(amplification_pp, target_year) as newest_pp,
        min(target_year) as oldest
    from marts.target_amplification
    group by indicator

),

averaged as (

    select
        indicator,
        arg_min(target_year, target_year) as first_year,
        arg_min(weighted_target, target_year) as first_target,
        arg_max(target_year, target_year) as last_year,
        arg_max(weighted_target, target_year) as last_target
    from marts.weighted_targets
    where scope_code = 'all' and weighted_target is not null
    group by indicator

)

select
    i.indicator,
    i.name_zh as indicator_zh,
    i.name_en as indicator_en,
    coalesce(
        newest || '年各省加权目标比全国' || case when round(newest_pp, 2) = 0 then '目标无差' when newest_pp > 0 then '高' || printf('%.2f', newest_pp) || '个百分点'
            else '低' || printf('%.2f', -newest_pp) || '个百分点' end,
        '加权目标由' || first_year || '年的' || printf('%.2f', first_target) || '%变为' || last_year || '年的' || printf('%.2f', last_target) || '%；没有全国目标可比'
    ) as finding_zh,
    coalesce(
        'In ' || newest || ' the provinces aim ' || case when round(newest_pp, 2) = 0 then 'exactly as high as' when newest_pp > 0 then printf('%.2f', newest_pp) || ' points above'
            else printf('%.2f', -newest_pp) || ' points below' end || ' the nation',
        'From ' || printf('%.2f', first_target) || ' % in ' || first_year || ' to ' || printf('%.2f', last_target) || ' % in ' || last_year || '; no national target to compare with'
    ) as finding_en
from marts.dim_indicator as i
left join known using (indicator)
left join averaged using (indicator)
order by i.sort_order
