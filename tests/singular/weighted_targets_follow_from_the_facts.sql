-- Recompute the averages from the published facts by another method: shares of the weight, then their sum.
with

-- Last year's size, or the newest known one of the three years before it.
candidates as (

    select
        rounds.vintage,
        rounds.geography_code,
        rounds.indicator,
        rounds.target_year,
        sizes.size_100m_yuan,
        row_number() over (
            partition by rounds.vintage, rounds.geography_code, rounds.indicator, rounds.target_year
            order by sizes.year desc
        ) as size_rank
    from {{ ref('fct_rounds_asof') }} as rounds
    inner join {{ ref('dim_indicator') }} as indicators
        on rounds.indicator = indicators.indicator
    inner join {{ ref('fct_sizes_asof') }} as sizes
        on rounds.vintage = sizes.vintage
        and rounds.geography_code = sizes.geography_code
        and indicators.weight_indicator = sizes.indicator
        and sizes.year between rounds.target_year - 4 and rounds.target_year - 1

),

weighed as (

    select
        bridge.scope_code,
        targets.vintage,
        targets.indicator,
        targets.target_year,
        targets.target_point,
        sizes.size_100m_yuan,
        sizes.size_100m_yuan / sum(sizes.size_100m_yuan) over (
            partition by targets.vintage, bridge.scope_code, targets.indicator, targets.target_year
        ) as weight_share
    from {{ ref('fct_targets_asof') }} as targets
    inner join {{ ref('bridge_scope_geography_year_asof') }} as bridge
        on targets.vintage = bridge.vintage
        and targets.geography_code = bridge.geography_code
        and targets.target_year = bridge.target_year
    inner join candidates as sizes
        on targets.vintage = sizes.vintage
        and targets.geography_code = sizes.geography_code
        and targets.indicator = sizes.indicator
        and targets.target_year = sizes.target_year
        and sizes.size_rank = 1
    where targets.target_point is not null

),

recomputed as (

    select
        vintage,
        scope_code,
        indicator,
        target_year,
        sum(target_point * weight_share) as weighted_target
    from weighed
    group by vintage, scope_code, indicator, target_year

)

select
    published.vintage,
    published.scope_code,
    published.indicator,
    published.target_year,
    published.weighted_target,
    recomputed.weighted_target as recomputed_target
from {{ ref('weighted_targets_asof') }} as published
full outer join recomputed
    on published.vintage = recomputed.vintage
    and published.scope_code = recomputed.scope_code
    and published.indicator = recomputed.indicator
    and published.target_year = recomputed.target_year
where
    (published.weighted_target is null) <> (recomputed.weighted_target is null)
    or abs(published.weighted_target - recomputed.weighted_target) > 1e-9
