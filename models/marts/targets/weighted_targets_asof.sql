with

scope_rounds as (

    select * from {{ ref('int_rounds_by_scope') }}

),

averages as (

    select
        vintage,
        scope_code,
        indicator,
        target_year,
        weight_year,
        {{ weighted_average('target_point', 'weight_100m_yuan') }} as weighted_target,
        {{ weighted_bound('target_point', 'weight_100m_yuan', 'min') }} as weighted_low,
        {{ weighted_bound('target_point', 'weight_100m_yuan', 'max') }} as weighted_high,
        {{ weighted_sum('target_point', 'weight_100m_yuan') }} as weighted_sum,
        {{ weight_sum('target_point', 'weight_100m_yuan') }} as weight_sum,
        {{ weight_coverage('target_point', 'weight_100m_yuan') }} as weight_coverage,
        count(*) as member_count,
        count(case when is_disclosed then 1 end) as disclosed_count,
        count(target_point) as numeric_count,
        count(weight_100m_yuan) as weight_known_count,
        {{ weighted_count('target_point', 'weight_100m_yuan') }} as weighted_count,
        {{ simple_average('target_point') }} as simple_average,
        percentile_cont(0.5) within group (order by target_point) as median_target,
        min(target_point) as min_target,
        max(target_point) as max_target
    from scope_rounds
    group by vintage, scope_code, indicator, target_year, weight_year

)

select
    averages.*,
    averages.weighted_count < {{ var('thin_average_share') }} * averages.member_count as is_thin,
    previous_averages.weighted_target as previous_weighted_target,
    previous_averages.weighted_low as previous_weighted_low,
    previous_averages.weighted_high as previous_weighted_high,
    previous_averages.weighted_count as previous_weighted_count,
    previous_averages.weight_coverage as previous_weight_coverage,
    {{ difference_pp('averages.weighted_target', 'previous_averages.weighted_target', 10) }} as change_pp,
    -- Certain if the bounds of the two years do not overlap, or no member is missing in either.
    case
        when averages.weighted_target is not null and previous_averages.weighted_target is not null
            then
                averages.weighted_high < previous_averages.weighted_low
                or averages.weighted_low > previous_averages.weighted_high
                or (
                    averages.weighted_count = averages.member_count
                    and previous_averages.weighted_count = previous_averages.member_count
                )
    end as is_change_certain
from averages
left join averages as previous_averages
    on averages.vintage = previous_averages.vintage
    and averages.scope_code = previous_averages.scope_code
    and averages.indicator = previous_averages.indicator
    and averages.target_year - 1 = previous_averages.target_year
