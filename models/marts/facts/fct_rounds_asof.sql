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

national_targets as (

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
    national_targets.target_point as national_target,
    vintages.as_of,
    rounds.target_status,
    rounds.previous_target_point,
    (rounds.target_point - rounds.previous_target_point) * rounds.weight_100m_yuan as like_for_like_sum,
    case when rounds.target_point - rounds.previous_target_point is not null then rounds.weight_100m_yuan end
        as like_for_like_weight_sum,
    -- Of those evaluated only, as is_met is.
    completion_rates.first_outturn,
    completion_rates.is_met_at_first_release,
    completion_rates.is_turned_by_revision
from rounds
inner join {{ ref('stg_vintages') }} as vintages
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
left join national_targets
    on rounds.vintage = national_targets.vintage
    and rounds.indicator = national_targets.indicator
    and rounds.target_year = national_targets.target_year
