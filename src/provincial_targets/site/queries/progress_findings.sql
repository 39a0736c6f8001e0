-- How far the newest round of each indicator has come, in one sentence: one row per indicator.
with

newest as (

    select
        *,
        strftime(announced_on, '%-m月%-d日') as day_zh,
        strftime(announced_on, '%-d %B') as day_en,
        printf('%.2f', weighted_target) as average,
        printf('%.2f', abs(like_for_like_change_pp)) as change
    from marts.round_progress
    qualify row_number() over (partition by indicator order by target_year desc, announced_on desc) = 1

)

select
    n.indicator,
    i.name_zh as indicator_zh,
    i.name_en as indicator_en,
    n.target_year,
    n.target_year || '年：到' || n.day_zh || '，' || n.member_count || '省中' || n.announced_count || '省已公布'
    || coalesce('，加权平均' || n.average || '%', '')
    || case
        when n.change is null then ''
        when n.change = '0.00' then '，同样的省与上年持平'
        else '，同样的省比上年' || case when n.like_for_like_change_pp < 0 then '低' else '高' end || n.change || '个百分点'
    end
    || case when n.undated_count > 0 then '；另有' || n.undated_count || '省的日期不明' else '' end as finding_zh,
    n.target_year || ': by ' || n.day_en || ', ' || n.announced_count || ' of ' || n.member_count || ' provinces had announced'
    || coalesce(', ' || n.average || ' % on average', '')
    || case
        when n.change is null then ''
        when n.change = '0.00' then ', the same provinces as much as the year before'
        else ', the same provinces ' || n.change || ' percentage points '
            || case when n.like_for_like_change_pp < 0 then 'below' else 'above' end || ' the year before'
    end
    || case when n.undated_count > 0 then '; ' || n.undated_count || ' more on a day that is not known' else '' end as finding_en
from newest as n
join marts.dim_indicator as i using (indicator)
where i.weight_indicator is not null
order by i.sort_order
