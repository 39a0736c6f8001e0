with

scope_rounds as (

    select
        rounds.vintage,
        rounds.scope_code,
        rounds.indicator,
        rounds.target_year,
        rounds.is_disclosed,
        rounds.target_status,
        rounds.target_point,
        rounds.qualifier,
        rounds.previous_target_point,
        -- Words that compare with GDP growth bind no level.
        cast(null as {{ type_double() }}) as gdp_target_point,
        min(rounds.target_point) over (
            partition by rounds.vintage, rounds.scope_code, rounds.indicator, rounds.target_year
        ) as lowest_target,
        max(rounds.target_point) over (
            partition by rounds.vintage, rounds.scope_code, rounds.indicator, rounds.target_year
        ) as highest_target
    from {{ ref('int_rounds_by_scope') }} as rounds
    inner join {{ ref('stg_indicators') }} as indicators
        on rounds.indicator = indicators.indicator
        and indicators.target_kind = 'level'

),

members as (

    select
        *,
        {{ target_bound('min', 'lowest_target', 'highest_target') }} as target_low,
        {{ target_bound('max', 'lowest_target', 'highest_target') }} as target_high,
        target_point - previous_target_point as delta
    from scope_rounds

),

totals as (

    select
        vintage,
        scope_code,
        indicator,
        target_year,
        {{ exact_sum(exact('target_point')) }} as total_target,
        {{ exact_sum(exact('target_low')) }} as total_low,
        {{ exact_sum(exact('target_high')) }} as total_high,
        count(*) as member_count,
        count(case when is_disclosed then 1 end) as disclosed_count,
        count(target_point) as numeric_count,
        count(case when target_status = 'not_stated' then 1 end) as not_stated_count,
        count(case when target_status = 'no_source' then 1 end) as no_source_count,
        {{ exact_sum(exact('delta')) }} as like_for_like_change,
        count(delta) as like_for_like_count
    from members
    group by vintage, scope_code, indicator, target_year

),

national_targets as (

    select * from {{ ref('int_rounds_by_vintage') }}
    where level = 'nation'

)

select
    totals.vintage,
    totals.scope_code,
    totals.indicator,
    totals.target_year,
    totals.total_target,
    totals.total_low,
    totals.total_high,
    totals.member_count,
    totals.disclosed_count,
    totals.numeric_count,
    totals.not_stated_count,
    totals.no_source_count,
    totals.numeric_count + totals.not_stated_count = totals.member_count as is_settled,
    previous_totals.total_target as previous_total_target,
    previous_totals.numeric_count as previous_numeric_count,
    totals.like_for_like_change,
    totals.like_for_like_count,
    national_targets.target_point as national_target,
    {{ safe_divide('totals.total_target', 'national_targets.target_point') }} as ratio
from totals
left join totals as previous_totals
    on totals.vintage = previous_totals.vintage
    and totals.scope_code = previous_totals.scope_code
    and totals.indicator = previous_totals.indicator
    and totals.target_year - 1 = previous_totals.target_year
left join national_targets
    on totals.vintage = national_targets.vintage
    and totals.indicator = national_targets.indicator
    and totals.target_year = national_targets.target_year
