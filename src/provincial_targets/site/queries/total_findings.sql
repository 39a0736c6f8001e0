-- What the newest targets add up to beside the nation's: one row per indicator whose figures are levels.
with

newest as (

    select * from marts.target_totals
    where scope_code = 'all' and total_target is not null
    -- The newest year in which the nation's own target is known too.
    qualify row_number() over (partition by indicator order by ratio is null, target_year desc) = 1

)

select
    i.indicator,
    i.name_zh || '（' || i.unit_zh || '）' as indicator_zh,
    i.name_en || ', ' || i.unit_en as indicator_en,
    coalesce(
        n.target_year || '年' || n.numeric_count || '省的目标合计' || printf('%,.0f', n.total_target) || i.unit_zh
        || coalesce('，是全国目标' || printf('%,.0f', n.national_target) || i.unit_zh || '的' || printf('%.2f', n.ratio) || '倍', '')
        || case when n.is_settled then '' else '；计入缺失为' || printf('%,.0f', n.total_low) || '–' || printf('%,.0f', n.total_high) end,
        '没有可以加总的目标'
    ) as finding_zh,
    coalesce(
        'In ' || n.target_year || ' the targets of ' || n.numeric_count || ' provinces add up to ' || printf('%,.0f', n.total_target)
        || ' (' || i.unit_en || ')'
        || coalesce(', ' || printf('%.2f', n.ratio) || ' times the nation’s ' || printf('%,.0f', n.national_target), '')
        || case when n.is_settled then '' else '; ' || printf('%,.0f', n.total_low) || '–' || printf('%,.0f', n.total_high) || ' with what is missing' end,
        'No target can be added up'
    ) as finding_en
from marts.dim_indicator as i
left join newest as n using (indicator)
where i.target_kind = 'level'
order by i.sort_order
