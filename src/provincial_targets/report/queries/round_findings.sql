-- What each picture of a round shows, in one sentence: one row per indicator and target year.
with

bands as (

    select indicator, target_year, band_low, band_high, geography_count
    from marts.target_distribution
    where scope_code = 'all'
    qualify row_number() over (
        partition by indicator, target_year order by geography_count desc, band_low
    ) = 1

),

regions as (

    select
        indicator,
        target_year,
        arg_max(s.name_zh, weighted_target) as highest_zh,
        arg_max(s.name_en, weighted_target) as highest_en,
        max(weighted_target) as highest,
        arg_min(s.name_zh, weighted_target) as lowest_zh,
        arg_min(s.name_en, weighted_target) as lowest_en,
        min(weighted_target) as lowest,
        sum(w.numeric_count) as numeric_count,
        sum(w.member_count) as member_count
    from marts.weighted_targets as w
    join marts.dim_scope as s using (scope_code)
    where s.scope_kind = 'region'
    group by all
    having count(weighted_target) > 1

),

completed as (

    select indicator, target_year, evaluated_count, met_count, missed_count
    from marts.completion_summary
    where scope_code = 'all'

),

rounds as (

    select
        w.*,
        i.name_zh,
        i.name_en,
        d.lowered_count,
        d.unchanged_count,
        d.raised_count,
        d.member_count - d.lowered_count - d.unchanged_count - d.raised_count as unknown_direction_count,
        before.weighted_count as previous_weighted_count,
        printf('%.2f', w.weighted_target) as average,
        printf('%.2f', abs(w.change_pp)) as change
    from marts.weighted_targets as w
    join marts.dim_indicator as i using (indicator)
    join marts.target_delta_summary as d using (scope_code, indicator, target_year)
    left join marts.weighted_targets as before
        on before.scope_code = w.scope_code
        and before.indicator = w.indicator
        and before.target_year = w.target_year - 1
    where w.scope_code = 'all'

)

select
    r.indicator,
    r.target_year,
    case
        when r.weighted_target is null then
            r.target_year || '年' || r.name_zh || '目标：' || r.numeric_count || '省有数，无法加权平均'
        else
            r.target_year || '年' || r.name_zh || '目标加权平均' || r.average || '%'
            || case
                when r.change_pp is null then ''
                when r.change = '0.00' then '，与上年持平'
                else '，比上年' || case when r.change_pp < 0 then '低' else '高' end || r.change || '个百分点'
            end
    end as average_zh,
    case
        when r.weighted_target is null then
            r.name_en || ' ' || r.target_year || ': ' || r.numeric_count
            || case when r.numeric_count = 1 then ' province has a number' else ' provinces have a number' end
            || ', too few to average by size'
        else
            r.name_en || ' ' || r.target_year || ': targets average ' || r.average || ' % by size'
            || case
                when r.change_pp is null then ''
                when r.change = '0.00' then ', the same as the year before'
                else ', ' || r.change || case when r.change_pp < 0 then ' points below' else ' points above' end || ' the year before'
            end
    end as average_en,
    case
        when r.lowered_count + r.unchanged_count + r.raised_count = 0 then '没有省份可与上年比较'
        else r.lowered_count || '省下调，' || r.unchanged_count || '省持平，' || r.raised_count || '省上调'
            || case when r.unknown_direction_count > 0 then '；' || r.unknown_direction_count || '省无法比较' else '' end
    end as direction_zh,
    case
        when r.lowered_count + r.unchanged_count + r.raised_count = 0 then 'No province can be compared with the year before'
        else r.lowered_count || ' cut, ' || r.unchanged_count || ' kept, ' || r.raised_count || ' raised the target'
            || case when r.unknown_direction_count > 0 then '; ' || r.unknown_direction_count || ' cannot be compared' else '' end
    end as direction_en,
    coalesce(
        r.numeric_count || '个数值目标中有' || b.geography_count || '个在' || b.band_low || '%至' || b.band_high || '%（不含）之间',
        '没有数值目标'
    ) as distribution_zh,
    coalesce(
        b.geography_count || ' of ' || r.numeric_count || case when b.geography_count = 1 then ' numeric targets stands at ' else ' numeric targets stand at ' end
        || b.band_low || ' to under ' || b.band_high || ' %',
        'No target in numbers'
    ) as distribution_en,
    coalesce(
        case when printf('%.2f', n.highest) = printf('%.2f', n.lowest) then '各地区目标相同（' || printf('%.2f', n.highest) || '%）' end,
        case when n.numeric_count < n.member_count then '已知目标中，' else '' end
        || n.highest_zh || '最高（' || printf('%.2f', n.highest) || '%），' || n.lowest_zh || '最低（' || printf('%.2f', n.lowest) || '%）',
        '各地区目标不足以比较'
    ) as regions_zh,
    coalesce(
        case when printf('%.2f', n.highest) = printf('%.2f', n.lowest) then 'All regions aim at the same (' || printf('%.2f', n.highest) || ' %)' end,
        case when n.numeric_count < n.member_count then 'Among known targets, those of the ' else 'Targets of the ' end
        || n.highest_en || ' region average highest (' || printf('%.2f', n.highest) || ' %), of the ' || n.lowest_en || ' lowest (' || printf('%.2f', n.lowest) || ' %)',
        'Too few targets are known to compare regions'
    ) as regions_en,
    case
        when own.evaluated_count > 0 then r.target_year || '年：' || own.evaluated_count || '省可评，' || own.met_count || '省完成，' || own.missed_count || '省未完成'
        when last.evaluated_count > 0 then r.target_year - 1 || '年：' || last.evaluated_count || '省可评，' || last.met_count || '省完成，' || last.missed_count || '省未完成'
        else '没有省份可评'
    end as completion_zh,
    case
        when own.evaluated_count > 0 then own.met_count || ' of ' || own.evaluated_count || ' provinces met their ' || r.target_year || ' target, ' || own.missed_count || ' missed it'
        when last.evaluated_count > 0 then last.met_count || ' of ' || last.evaluated_count || ' provinces met their ' || r.target_year - 1 || ' target, ' || last.missed_count || ' missed it'
        else 'No province can be judged'
    end as completion_en
from rounds as r
left join bands as b using (indicator, target_year)
left join regions as n using (indicator, target_year)
left join completed as own on own.indicator = r.indicator and own.target_year = r.target_year
left join completed as last on last.indicator = r.indicator and last.target_year = r.target_year - 1
