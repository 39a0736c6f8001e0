-- What is left of a change like for like and the weights, computed from those who join and leave: this year's average less that of
-- the members of both years, and theirs of the year before less the average of that year.
with

rounds as (

    select
        bridge.scope_code,
        facts.*
    from {{ ref('fct_rounds_asof') }} as facts
    inner join {{ ref('bridge_scope_geography') }} as bridge
        on facts.geography_code = bridge.geography_code
    where facts.target_point is not null and facts.weight_100m_yuan is not null

),

pairs as (

    select
        coalesce(this_year.vintage, last_year.vintage) as vintage,
        coalesce(this_year.scope_code, last_year.scope_code) as scope_code,
        coalesce(this_year.indicator, last_year.indicator) as indicator,
        coalesce(this_year.target_year, last_year.target_year + 1) as target_year,
        this_year.target_point,
        this_year.weight_100m_yuan,
        last_year.target_point as last_point,
        last_year.weight_100m_yuan as last_weight,
        this_year.target_point is not null and last_year.target_point is not null as is_in_both
    from rounds as this_year
    full outer join rounds as last_year
        on this_year.vintage = last_year.vintage
        and this_year.scope_code = last_year.scope_code
        and this_year.geography_code = last_year.geography_code
        and this_year.indicator = last_year.indicator
        and this_year.target_year = last_year.target_year + 1

),

recomputed as (

    select
        vintage,
        scope_code,
        indicator,
        target_year,
        sum(target_point * weight_100m_yuan) / sum(weight_100m_yuan)
        - sum(case when is_in_both then target_point * weight_100m_yuan end) / sum(case when is_in_both then weight_100m_yuan end)
        + sum(case when is_in_both then last_point * last_weight end) / sum(case when is_in_both then last_weight end)
        - sum(last_point * last_weight) / sum(last_weight) as membership_change_pp,
        count(case when is_in_both then 1 end) as both_count
    from pairs
    group by vintage, scope_code, indicator, target_year

)

select
    published.vintage,
    published.scope_code,
    published.indicator,
    published.target_year,
    published.membership_change_pp,
    recomputed.membership_change_pp as recomputed_pp
from {{ ref('weighted_targets_asof') }} as published
inner join recomputed
    on published.vintage = recomputed.vintage
    and published.scope_code = recomputed.scope_code
    and published.indicator = recomputed.indicator
    and published.target_year = recomputed.target_year
where
    -- Where a weight of the year before is not known, joining and leaving is not all that is left.
    published.like_for_like_count = recomputed.both_count
    and published.like_for_like_count > 0
    and published.change_pp is not null
    and (abs(published.membership_change_pp - recomputed.membership_change_pp) <= 1e-9) is not true
