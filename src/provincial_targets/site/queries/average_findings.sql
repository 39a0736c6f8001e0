-- What the newest weighted target is and how far it stands from the national one: one row per indicator.
with

newest as (

    select
        w.*,
        a.amplification_pp,
        printf('%.2f', w.weighted_target) as average,
        printf('%.2f', abs(a.amplification_pp)) as distance,
        case when printf('%.2f', w.weighted_low) <> printf('%.2f', w.weighted_high)
            then printf('%.2f', w.weighted_low) || '–' || printf('%.2f', w.weighted_high) end as bounds,
        case when printf('%.2f', a.amplification_low_pp) <> printf('%.2f', a.amplification_high_pp)
            then replace(printf('%+.2f', a.amplification_low_pp), '-', '−') || ' … '
                || replace(printf('%+.2f', a.amplification_high_pp), '-', '−') end as amplification_bounds
    from marts.weighted_targets as w
    left join marts.target_amplification as a using (indicator, target_year)
    where w.scope_code = 'all' and w.weighted_target is not null
    qualify row_number() over (partition by w.indicator order by w.target_year desc) = 1

)

select
    i.indicator,
    i.name_zh as indicator_zh,
    i.name_en as indicator_en,
    case
        when n.average is null then '没有可以加权平均的目标'
        when n.amplification_pp is null then
            n.target_year || '年加权目标' || n.average || '%，由' || n.weighted_count || '省算出'
            || coalesce('；计入缺失为' || n.bounds || '%', '') || '。没有找到全国目标'
        else
            n.target_year || '年各省加权目标'
            || case when n.distance = '0.00' then '与全国目标相同'
                else '比全国目标' || case when n.amplification_pp > 0 then '高' else '低' end || n.distance || '个百分点' end
            || coalesce('（计入缺失为' || n.amplification_bounds || '）', '')
    end as finding_zh,
    case
        when n.average is null then 'No target can be averaged'
        when n.amplification_pp is null then
            n.target_year || ': ' || n.average || ' % on average, over ' || n.weighted_count || ' of ' || n.member_count || ' provinces'
            || coalesce('; ' || n.bounds || ' % with what is missing', '') || '. No national target found'
        else
            'In ' || n.target_year || ' the provinces’ average '
            || case when n.distance = '0.00' then 'equals the national target'
                else 'is ' || n.distance || ' percentage points ' || case when n.amplification_pp > 0 then 'above' else 'below' end || ' the national target' end
            || coalesce(' (' || n.amplification_bounds || ' with what is missing)', '')
    end as finding_en
from marts.dim_indicator as i
left join newest as n using (indicator)
where i.weight_indicator is not null
order by i.sort_order
