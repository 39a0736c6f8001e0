with

groups as (

    select
        geography_code,
        {{ dbt.listagg('group_code', "','", 'order by group_code') }} as group_codes
    from {{ ref('stg_groups') }}
    group by geography_code

),

deltas as (

    select * from {{ ref('target_deltas_asof') }}

),

completion_rates as (

    select * from {{ ref('completion_rates_asof') }}

),

-- Years in a row without a gap have the same difference to their number among the years missed.
missed as (

    select
        vintage,
        geography_code,
        indicator,
        target_year,
        target_year - row_number() over (partition by vintage, geography_code, indicator order by target_year) as streak_number
    from completion_rates
    where not is_met

),

streaks as (

    select
        vintage,
        geography_code,
        indicator,
        target_year,
        min(target_year) over (partition by vintage, geography_code, indicator, streak_number) as missed_since_year
    from missed

),

national_rounds as (

    select * from {{ ref('int_rounds_by_vintage') }}
    where level = 'nation'

),

rounds as (

    select * from {{ ref('int_rounds_by_vintage') }}
    where level = 'province'

)

select
    rounds.vintage,
    rounds.geography_code,
    rounds.indicator,
    rounds.target_year,
    coalesce(groups.group_codes, 'none') as group_codes,
    rounds.is_disclosed,
    rounds.qualifier,
    rounds.target_point,
    rounds.weight_year,
    rounds.weight_100m_yuan,
    rounds.target_point * rounds.weight_100m_yuan as weighted_sum,
    case when rounds.target_point is not null then rounds.weight_100m_yuan end as weight_sum,
    deltas.direction,
    rounds.outturn,
    completion_rates.gap_pp,
    completion_rates.is_met,
    completion_rates.gap_pp * rounds.weight_100m_yuan as weighted_gap_sum,
    case when completion_rates.gap_pp is not null then rounds.weight_100m_yuan end as gap_weight_sum,
    national_rounds.target_point as national_target,
    vintages.as_of,
    rounds.target_status,
    rounds.previous_target_point,
    (rounds.target_point - rounds.previous_target_point) * rounds.weight_100m_yuan as like_for_like_sum,
    case when rounds.target_point - rounds.previous_target_point is not null then rounds.weight_100m_yuan end
        as like_for_like_weight_sum,
    -- Of those evaluated only, as is_met is.
    completion_rates.first_outturn,
    completion_rates.is_met_at_first_release,
    completion_rates.is_turned_by_revision,
    deltas.wording_change,
    deltas.direction_with_wording,
    deltas.direction_low,
    completion_rates.is_met_low,
    rounds.target_low,
    rounds.target_high,
    rounds.is_two_track,
    rounds.is_wording_known,
    rounds.previous_target_low,
    rounds.previous_target_high,
    rounds.previous_qualifier,
    rounds.previous_is_two_track,
    rounds.previous_outturn,
    case
        when rounds.target_kind = 'level' then null
        else {{ difference_pp('rounds.target_point', 'rounds.previous_outturn') }}
    end as target_minus_previous_outturn_pp,
    national_rounds.outturn as national_outturn,
    case
        -- A part of the nation cannot have more jobs than the whole.
        when rounds.target_kind = 'level' then null
        when rounds.better = 'higher' then rounds.outturn > national_rounds.outturn
        else rounds.outturn < national_rounds.outturn
    end as is_better_than_nation,
    ranks.gdp_rank,
    {{ round_to(weight_share('rounds.weight_100m_yuan', 'rounds.vintage, rounds.indicator, rounds.target_year'), 10) }} as weight_share,
    cast(
        case
            when completion_rates.is_met then 0
            else rounds.target_year - streaks.missed_since_year + 1
        end as integer
    ) as missed_streak,
    streaks.missed_since_year,
    rounds.level,
    rounds.target_kind,
    completion_rates.gap,
    announcements.announced_on,
    announcements.announced_on_precision,
    rounds.stated_in
from rounds
inner join {{ ref('int_vintages') }} as vintages
    on rounds.vintage = vintages.vintage
left join groups
    on rounds.geography_code = groups.geography_code
left join deltas
    on rounds.vintage = deltas.vintage
    and rounds.geography_code = deltas.geography_code
    and rounds.indicator = deltas.indicator
    and rounds.target_year = deltas.target_year
left join completion_rates
    on rounds.vintage = completion_rates.vintage
    and rounds.geography_code = completion_rates.geography_code
    and rounds.indicator = completion_rates.indicator
    and rounds.target_year = completion_rates.target_year
left join streaks
    on rounds.vintage = streaks.vintage
    and rounds.geography_code = streaks.geography_code
    and rounds.indicator = streaks.indicator
    and rounds.target_year = streaks.target_year
left join national_rounds
    on rounds.vintage = national_rounds.vintage
    and rounds.indicator = national_rounds.indicator
    and rounds.target_year = national_rounds.target_year
left join {{ ref('int_gdp_ranks_by_vintage') }} as ranks
    on rounds.vintage = ranks.vintage
    and rounds.geography_code = ranks.geography_code
    and rounds.target_year = ranks.target_year
left join {{ ref('int_announcements_by_vintage') }} as announcements
    on rounds.vintage = announcements.vintage
    and rounds.geography_code = announcements.geography_code
    and rounds.indicator = announcements.indicator
    and rounds.target_year = announcements.target_year
