with

scope_rounds as (

    select
        rounds.*,
        indicators.weight_indicator,
        min(rounds.target_point) over (
            partition by rounds.vintage, rounds.scope_code, rounds.indicator, rounds.target_year
        ) as lowest_target,
        max(rounds.target_point) over (
            partition by rounds.vintage, rounds.scope_code, rounds.indicator, rounds.target_year
        ) as highest_target
    from {{ ref('int_rounds_by_scope') }} as rounds
    inner join {{ ref('stg_indicators') }} as indicators
        on rounds.indicator = indicators.indicator
    -- Levels add up (target_totals); their average is of no use.
    where indicators.target_kind <> 'level'

),

members as (

    select
        *,
        case when weight_indicator is not null then {{ target_bound('min', 'lowest_target', 'highest_target') }} end as target_low,
        case when weight_indicator is not null then {{ target_bound('max', 'lowest_target', 'highest_target') }} end as target_high,
        target_point - previous_target_point as delta_pp,
        -- What the year before's target weighed with either year's weights: of members that take part in both averages.
        case when target_point * weight_100m_yuan * previous_weight_100m_yuan is not null then previous_target_point end
            as reweighed_target
    from scope_rounds

),

averages as (

    select
        vintage,
        scope_code,
        indicator,
        target_year,
        target_year - 1 as weight_year,
        {{ weighted_average('target_point', 'weight_100m_yuan') }} as weighted_target,
        {{ weighted_bound('target_low', 'weight_100m_yuan', 'min') }} as weighted_low,
        {{ weighted_bound('target_high', 'weight_100m_yuan', 'max') }} as weighted_high,
        {{ weighted_sum('target_point', 'weight_100m_yuan') }} as weighted_sum,
        {{ weight_sum('target_point', 'weight_100m_yuan') }} as weight_sum,
        {{ weight_coverage('target_point', 'weight_100m_yuan') }} as weight_coverage,
        count(*) as member_count,
        count(case when is_disclosed then 1 end) as disclosed_count,
        count(target_point) as numeric_count,
        count(case when target_status = 'not_stated' then 1 end) as not_stated_count,
        count(case when target_status = 'no_source' then 1 end) as no_source_count,
        count(weight_100m_yuan) as weight_known_count,
        {{ weighted_count('target_point', 'weight_100m_yuan') }} as weighted_count,
        count(case when weight_year < target_year - 1 then target_point * weight_100m_yuan end) as carried_weight_count,
        {{ simple_average('target_point') }} as simple_average,
        percentile_cont(0.5) within group (order by target_point) as median_target,
        min(target_point) as min_target,
        max(target_point) as max_target,
        {{ round_to(weighted_average('delta_pp', 'weight_100m_yuan'), 10) }} as like_for_like_change_pp,
        {{ weighted_count('delta_pp', 'weight_100m_yuan') }} as like_for_like_count,
        {{ weight_coverage('delta_pp', 'weight_100m_yuan') }} as like_for_like_weight_share,
        {{ difference_pp(
            weighted_average('reweighed_target', 'weight_100m_yuan'),
            weighted_average('reweighed_target', 'previous_weight_100m_yuan'),
            10
        ) }} as weights_change_pp
    from members
    group by vintage, scope_code, indicator, target_year

),

compared as (

    select
        averages.*,
        averages.weighted_count < {{ var('thin_average_share') }} * averages.member_count as is_thin,
        averages.weighted_count + averages.not_stated_count = averages.member_count as is_settled,
        previous_averages.weighted_target as previous_weighted_target,
        previous_averages.weighted_low as previous_weighted_low,
        previous_averages.weighted_high as previous_weighted_high,
        previous_averages.weighted_count as previous_weighted_count,
        previous_averages.weight_coverage as previous_weight_coverage,
        previous_averages.weighted_count + previous_averages.not_stated_count = previous_averages.member_count
            as previous_is_settled,
        {{ difference_pp('averages.weighted_target', 'previous_averages.weighted_target', 10) }} as change_pp
    from averages
    left join averages as previous_averages
        on averages.vintage = previous_averages.vintage
        and averages.scope_code = previous_averages.scope_code
        and averages.indicator = previous_averages.indicator
        and averages.target_year - 1 = previous_averages.target_year

)

select
    *,
    {{ round_to('change_pp - like_for_like_change_pp - coalesce(weights_change_pp, 0)', 10) }} as membership_change_pp,
    -- Certain: the change has this sign for every possible value of what is unknown.
    case
        when change_pp is not null
            then
                (weighted_high < previous_weighted_low and change_pp < 0)
                or (weighted_low > previous_weighted_high and change_pp > 0)
                or (is_settled and previous_is_settled)
    end as is_change_certain
from compared
