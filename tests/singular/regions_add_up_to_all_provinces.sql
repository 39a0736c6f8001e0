-- Every province lies in exactly one region, so what is counted for the regions adds up to what is counted for all.
with

deltas as (

    select
        vintage,
        indicator,
        target_year,
        {%- for count in ['lowered_count', 'unchanged_count', 'raised_count', 'newly_set_count', 'withdrawn_count', 'not_comparable_count', 'no_target_count', 'member_count'] %}
        sum(case when scope_code = 'all' then {{ count }} else 0 end)
        - sum(case when scope_code like 'region:%' then {{ count }} else 0 end) as {{ count }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ ref('target_delta_summary_asof') }}
    group by vintage, indicator, target_year

),

averages as (

    select
        vintage,
        indicator,
        target_year,
        sum(case when scope_code = 'all' then weighted_sum end) as weighted_sum,
        sum(case when scope_code like 'region:%' then weighted_sum end) as regional_weighted_sum
    from {{ ref('weighted_targets_asof') }}
    group by vintage, indicator, target_year

)

select vintage, indicator, target_year, 'counts' as problem
from deltas
where
    lowered_count <> 0 or unchanged_count <> 0 or raised_count <> 0 or newly_set_count <> 0 or withdrawn_count <> 0
    or not_comparable_count <> 0 or no_target_count <> 0 or member_count <> 0

union all

select vintage, indicator, target_year, 'weighted sums' as problem
from averages
where
    (weighted_sum is null) <> (regional_weighted_sum is null)
    or abs(weighted_sum - regional_weighted_sum) > 1e-9 * abs(weighted_sum)
