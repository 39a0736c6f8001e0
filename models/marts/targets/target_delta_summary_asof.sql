with

scope_rounds as (

    select * from {{ ref('int_rounds_by_scope') }}

),

deltas as (

    select * from {{ ref('target_deltas_asof') }}

)

select
    scope_rounds.vintage,
    scope_rounds.scope_code,
    scope_rounds.indicator,
    scope_rounds.target_year,
    {%- for direction in [
    'lowered', 'unchanged', 'raised', 'newly_set', 'withdrawn', 'unknown_before', 'unknown_now', 'not_comparable',
] %}
    count(case when deltas.direction = '{{ direction }}' then 1 end) as {{ direction }}_count,
    {%- endfor %}
    count(case when deltas.direction is null then 1 end) as no_target_count,
    count(*) - count(case when deltas.direction in ('lowered', 'unchanged', 'raised') then 1 end)
        as unknown_direction_count,
    count(*) as member_count,
    count(case when deltas.wording_change = 'softened' then 1 end) as softened_count,
    count(case when deltas.wording_change = 'strengthened' then 1 end) as strengthened_count,
    count(case when deltas.direction_with_wording = 'lowered' then 1 end) as lowered_or_softened_count,
    count(case when scope_rounds.qualifier = 'range' then 1 end) as range_count,
    count(case when scope_rounds.is_two_track then 1 end) as two_track_count,
    {%- for place in ['main_list', 'body', 'plan', 'budget'] %}
    count(case when scope_rounds.stated_in = '{{ place }}' then 1 end) as {{ place }}_count,
    {%- endfor %}
    count(case when deltas.wording_change = 'unknown' then 1 end) as unknown_wording_count
from scope_rounds
left join deltas
    on scope_rounds.vintage = deltas.vintage
    and scope_rounds.geography_code = deltas.geography_code
    and scope_rounds.indicator = deltas.indicator
    and scope_rounds.target_year = deltas.target_year
group by scope_rounds.vintage, scope_rounds.scope_code, scope_rounds.indicator, scope_rounds.target_year
