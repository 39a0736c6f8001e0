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

averaged as (

    select
        w.indicator, w.target_year, s.name_zh, s.name_en, s.scope_code, w.weighted_count, w.member_count,
        round(w.weighted_target, 2) as average,
        max(round(w.weighted_target, 2)) over round_ as highest,
        min(round(w.weighted_target, 2)) over round_ as lowest
    from marts.weighted_targets as w
    join marts.dim_scope as s using (scope_code)
    where s.scope_kind = 'region'
    window round_ as (partition by w.indicator, w.target_year)

),

regions as (

    select
        indicator,
        target_year,
        printf('%.2f', any_value(highest)) as highest,
        printf('%.2f', any_value(lowest)) as lowest,
        string_agg(name_zh, '、' order by scope_code) filter (where average = highest) as highest_zh,
        string_agg(name_en, ' and ' order by scope_code) filter (where average = highest) as highest_en,
        string_agg(name_zh, '、' order by scope_code) filter (where average = lowest) as lowest_zh,
        string_agg(name_en, ' and ' order by scope_code) filter (where average = lowest) as lowest_en,
        sum(weighted_count) < sum(member_count) as is_partial
    from averaged
    group by all
    having count(average) > 1

),

-- Until a round's outturns are out, the round before is the one that can be judged.
judged as (

    select r.target_year as round_year, c.indicator, c.target_year, c.evaluated_count, c.met_count, c.missed_count,
        c.turned_to_met_count, c.turned_to_missed_count
    from marts.weighted_targets as r
    join marts.completion_summary as c
        on c.scope_code = 'all'
        and c.indicator = r.indicator
        and c.target_year in (r.target_year, r.target_year - 1)
        and c.evaluated_count > 0
    where r.scope_code = 'all'
    qualify row_number() over (partition by r.indicator, r.target_year order by c.target_year desc) = 1

),

rounds as (

    select
        w.*,
        i.name_zh,
        i.name_en,
        d.lowered_count,
        d.unchanged_count,
        d.raised_count,
        d.unknown_direction_count,
        printf('%.2f', w.weighted_target) as average,
        printf('%.2f', abs(w.like_for_like_change_pp)) as change,
        w.like_for_like_count < w.member_count as is_change_partial
    from marts.weighted_targets as w
    join marts.dim_indicator as i using (indicator)
    join marts.target_delta_summary as d using (scope_code, indicator, target_year)
    where w.scope_code = 'all'

)

select
    r.indicator,
    r.target_year,
    case
        when r.weighted_target is null then
            r.target_year || '年' || r.name_zh || '目标：' || r.numeric_count || '省有数，无法加权平均'
        when r.is_thin then
            r.target_year || '年' || r.name_zh || '目标：能算入的' || r.weighted_count || '省加权平均' || r.average || '%'
        else
            r.target_year || '年' || r.name_zh || '目标加权平均' || r.average || '%'
            || case
                when r.like_for_like_change_pp is null then ''
                else case when r.is_change_partial then '，两年都有数的' || r.like_for_like_count || '省' else '，' end
                    || case
                        when r.change = '0.00' then '与上年持平'
                        else '比上年' || case when r.like_for_like_change_pp < 0 then '低' else '高' end || r.change || '个百分点'
                    end
            end
    end as average_zh,
    case
        when r.weighted_target is null then
            r.name_en || ' ' || r.target_year || ': ' || r.numeric_count
            || case when r.numeric_count = 1 then ' province has a number' else ' provinces have a number' end
            || ', too few to average by size'
        when r.is_thin then
            r.name_en || ' ' || r.target_year || ': targets average ' || r.average || ' % over the '
            || case when r.weighted_count = 1 then 'one province' else r.weighted_count || ' provinces' end || ' that can be counted'
        else
            r.name_en || ' ' || r.target_year || ': targets average ' || r.average || ' % by size'
            || case
                when r.like_for_like_change_pp is null then ''
                else ', '
                    || case
                        when r.change = '0.00' then 'the same as the year before'
                        else r.change || ' percentage points ' || case when r.like_for_like_change_pp < 0 then 'below' else 'above' end || ' the year before'
                    end
                    || case
                        when not r.is_change_partial then ''
                        when r.like_for_like_count = 1 then ' in the one province with a number in both'
                        else ' in the ' || r.like_for_like_count || ' provinces with a number in both'
                    end
            end
    end as average_en,
    case
        when r.lowered_count + r.unchanged_count + r.raised_count = 0 then '没有省份可与上年比较'
        else concat_ws(
            '，',
            case when r.lowered_count > 0 then r.lowered_count || '省下调' end,
            case when r.unchanged_count > 0 then r.unchanged_count || '省持平' end,
            case when r.raised_count > 0 then r.raised_count || '省上调' end
        ) || case when r.unknown_direction_count > 0 then '；' || r.unknown_direction_count || '省无法比较' else '' end
    end as direction_zh,
    case
        when r.lowered_count + r.unchanged_count + r.raised_count = 0 then 'No province can be compared with the year before'
        else concat_ws(
            ', ',
            case when r.lowered_count > 0 then r.lowered_count || ' cut' end,
            case when r.unchanged_count > 0 then r.unchanged_count || ' kept' end,
            case when r.raised_count > 0 then r.raised_count || ' raised' end
        ) || ' the target' || case when r.unknown_direction_count > 0 then '; ' || r.unknown_direction_count || ' cannot be compared' else '' end
    end as direction_en,
    case
        when r.numeric_count = 0 then '没有数值目标'
        when r.numeric_count = 1 then '唯一的数值目标是' || r.min_target || '%'
        when r.min_target = r.max_target then r.numeric_count || '个数值目标都是' || r.min_target || '%'
        when b.geography_count = 1 then r.numeric_count || '个数值目标在' || r.min_target || '%至' || r.max_target || '%之间'
        else r.numeric_count || '个数值目标中，' || b.geography_count || '个在' || b.band_low || '%至' || b.band_high || '%（不含）之间'
    end as distribution_zh,
    case
        when r.numeric_count = 0 then 'No target in numbers'
        when r.numeric_count = 1 then 'The one numeric target is ' || r.min_target || ' %'
        when r.min_target = r.max_target then 'All ' || r.numeric_count || ' numeric targets are ' || r.min_target || ' %'
        when b.geography_count = 1 then r.numeric_count || ' numeric targets lie between ' || r.min_target || ' and ' || r.max_target || ' %'
        else b.geography_count || ' of ' || r.numeric_count || ' numeric targets stand at ' || b.band_low || ' to under ' || b.band_high || ' %'
    end as distribution_en,
    case
        when n.highest is null then '各地区目标不足以比较'
        when n.highest = n.lowest then case when n.is_partial then '已知目标中，' else '' end || '各地区平均相同（' || n.highest || '%）'
        else case when n.is_partial then '已知目标中，' else '' end
            || n.highest_zh || '平均最高（' || n.highest || '%），' || n.lowest_zh || '最低（' || n.lowest || '%）'
    end as regions_zh,
    case
        when n.highest is null then 'Too few targets are known to compare regions'
        when n.highest = n.lowest then case when n.is_partial then 'Known targets' else 'Targets' end || ' average the same in all regions (' || n.highest || ' %)'
        else 'By region, ' || case when n.is_partial then 'known targets' else 'targets' end
            || ' average highest in ' || n.highest_en || ' (' || n.highest || ' %) and lowest in ' || n.lowest_en || ' (' || n.lowest || ' %)'
    end as regions_en,
    case
        when j.evaluated_count is null then '没有省份可评'
        else j.target_year || '年：可评的' || j.evaluated_count || '省'
            || case when j.missed_count = 0 then '全部完成' when j.met_count = 0 then '全部未完成'
                else '中，' || j.met_count || '省完成，' || j.missed_count || '省未完成' end
            || case when j.turned_to_met_count > 0 then '；修订后' || j.turned_to_met_count || '省由未完成变为完成' else '' end
            || case when j.turned_to_missed_count > 0 then '；修订后' || j.turned_to_missed_count || '省由完成变为未完成' else '' end
    end as completion_zh,
    case
        when j.evaluated_count is null then 'No province can be judged'
        when j.evaluated_count = 1 then 'The one province that can be judged ' || case when j.met_count = 1 then 'met' else 'missed' end || ' its ' || j.target_year || ' target'
        when j.missed_count = 0 then case j.evaluated_count when 2 then 'Both' else 'All ' || j.evaluated_count end || ' provinces that can be judged met their ' || j.target_year || ' target'
        when j.met_count = 0 then case j.evaluated_count when 2 then 'Both' else 'All ' || j.evaluated_count end || ' provinces that can be judged missed their ' || j.target_year || ' target'
        else j.met_count || ' of the ' || j.evaluated_count || ' provinces that can be judged met their ' || j.target_year || ' target, ' || j.missed_count || ' missed it'
    end
    || case when j.turned_to_met_count > 0 then '; a revision turned ' || j.turned_to_met_count || ' from missed to met' else '' end
    || case when j.turned_to_missed_count > 0 then '; a revision turned ' || j.turned_to_missed_count || ' from met to missed' else '' end
        as completion_en
from rounds as r
left join bands as b using (indicator, target_year)
left join regions as n using (indicator, target_year)
left join judged as j on j.indicator = r.indicator and j.round_year = r.target_year
