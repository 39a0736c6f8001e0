-- Every province lies in exactly one region, so what is counted for the regions adds up to what is counted for all.
{% set counts = [
    'lowered_count', 'unchanged_count', 'raised_count', 'newly_set_count', 'withdrawn_count', 'unknown_before_count',
    'unknown_now_count', 'not_comparable_count', 'no_target_count', 'member_count',
] -%}
with

deltas as (

    select
        vintage,
        indicator,
        {%- for count in counts %}
        sum(case when scope_code = 'all' then {{ count }} else 0 end)
        - sum(case when scope_code like 'region:%' then {{ count }} else 0 end) as {{ count }},
        {%- endfor %}
        target_year
    from {{ ref('target_delta_summary_asof') }}
    group by vintage, indicator, target_year

),

sums as (

    select
        vintage,
        indicator,
        target_year,
        sum(case when scope_code = 'all' then weighted_sum end) as whole_sum,
        sum(case when scope_code like 'region:%' then weighted_sum end) as regional_sum
    from {{ ref('weighted_targets_asof') }}
    group by vintage, indicator, target_year

    union all

    select
        vintage,
        indicator,
        target_year,
        sum(case when scope_code = 'all' then total_target end) as whole_sum,
        sum(case when scope_code like 'region:%' then total_target end) as regional_sum
    from {{ ref('target_totals_asof') }}
    group by vintage, indicator, target_year

)

select
    vintage,
    indicator,
    target_year,
    'counts' as problem
from deltas
where
    false
    {%- for count in counts %}
    or {{ count }} <> 0
    {%- endfor %}

union all

select
    vintage,
    indicator,
    target_year,
    'sums' as problem
from sums
where
    (whole_sum is null) <> (regional_sum is null)
    or abs(whole_sum - regional_sum) > 1e-9 * abs(whole_sum)
