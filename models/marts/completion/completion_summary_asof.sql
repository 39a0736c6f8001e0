with

scope_rounds as (

    select * from {{ ref('int_rounds_by_scope') }}

),

completion_rates as (

    select * from {{ ref('completion_rates_asof') }}

),

-- Target and outturn are averaged over the same members: those that have both.
members as (

    select
        scope_rounds.vintage,
        scope_rounds.scope_code,
        scope_rounds.indicator,
        scope_rounds.target_year,
        scope_rounds.weight_100m_yuan,
        scope_rounds.target_status,
        completion_rates.target_point,
        completion_rates.outturn,
        completion_rates.gap_pp,
        completion_rates.is_met,
        completion_rates.is_met_at_first_release,
        completion_rates.is_turned_by_revision,
        completion_rates.is_met_low,
        indicators.weight_indicator
    from scope_rounds
    inner join {{ ref('stg_indicators') }} as indicators
        on scope_rounds.indicator = indicators.indicator
    left join completion_rates
        on scope_rounds.vintage = completion_rates.vintage
        and scope_rounds.geography_code = completion_rates.geography_code
        and scope_rounds.indicator = completion_rates.indicator
        and scope_rounds.target_year = completion_rates.target_year

),

-- A target that was not set cannot be missed; any other gap that is not known lies between the lowest and the highest.
bounded as (

    select
        *,
        case
            when target_status <> 'not_stated' and weight_indicator is not null
                then coalesce(gap_pp, min(gap_pp) over (partition by vintage, scope_code, indicator, target_year))
        end as gap_low_pp,
        case
            when target_status <> 'not_stated' and weight_indicator is not null
                then coalesce(gap_pp, max(gap_pp) over (partition by vintage, scope_code, indicator, target_year))
        end as gap_high_pp
    from members

),

summary as (

    select
        vintage,
        scope_code,
        indicator,
        target_year,
        target_year - 1 as weight_year,
        count(is_met) as evaluated_count,
        count(case when is_met then 1 end) as met_count,
        count(case when not is_met then 1 end) as missed_count,
        count(is_met_at_first_release) as evaluated_at_first_release_count,
        count(case when is_met_at_first_release then 1 end) as met_at_first_release_count,
        count(case when not is_met_at_first_release then 1 end) as missed_at_first_release_count,
        count(case when is_turned_by_revision and is_met then 1 end) as turned_to_met_count,
        count(case when is_turned_by_revision and not is_met then 1 end) as turned_to_missed_count,
        {{ weighted_average('target_point', 'weight_100m_yuan') }} as weighted_target,
        {{ weighted_average('outturn', 'weight_100m_yuan') }} as weighted_outturn,
        {{ weighted_average('gap_pp', 'weight_100m_yuan') }} as weighted_gap_pp,
        {{ weighted_bound('gap_low_pp', 'weight_100m_yuan', 'min') }} as weighted_gap_low_pp,
        {{ weighted_bound('gap_high_pp', 'weight_100m_yuan', 'max') }} as weighted_gap_high_pp,
        {{ weight_coverage('gap_pp', 'weight_100m_yuan') }} as weight_coverage,
        {{ weighted_sum('target_point', 'weight_100m_yuan') }} as weighted_target_sum,
        {{ weighted_sum('outturn', 'weight_100m_yuan') }} as weighted_outturn_sum,
        {{ weight_sum('gap_pp', 'weight_100m_yuan') }} as weight_sum,
        {{ weighted_count('gap_pp', 'weight_100m_yuan') }} as weighted_count,
        count(weight_100m_yuan) as weight_known_count,
        count(*) as member_count,
        count(case when is_met_low then 1 end) as met_low_count,
        count(case when not is_met_low then 1 end) as missed_low_count
    from bounded
    group by vintage, scope_code, indicator, target_year

)

select
    *,
    {{ safe_divide('met_count', 'evaluated_count') }} as met_share,
    {{ safe_divide('met_at_first_release_count', 'evaluated_at_first_release_count') }} as met_at_first_release_share
from summary
where evaluated_count > 0
