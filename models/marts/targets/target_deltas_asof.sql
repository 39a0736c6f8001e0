with

rounds as (

    select * from {{ ref('int_rounds_by_vintage') }}
    where is_disclosed or previous_is_disclosed

),

compared as (

    select
        *,
        {{ difference_pp('target_point', 'previous_target_point') }} as delta_pp
    from rounds

)

select
    vintage,
    geography_code,
    indicator,
    target_year,
    target_point,
    previous_target_point,
    delta_pp,
    case
        -- A target that no source states is no decision of the province.
        when previous_target_status = 'no_source' then 'unknown_before'
        when target_status = 'no_source' then 'unknown_now'
        when previous_target_status = 'not_stated' then 'newly_set'
        when target_status = 'not_stated' then 'withdrawn'
        when delta_pp is null then 'not_comparable'
        when delta_pp < 0 then 'lowered'
        when delta_pp > 0 then 'raised'
        else 'unchanged'
    end as direction,
    wording,
    previous_wording,
    -- Wordings are compared only if the numbers are equal, or missing on both sides.
    case
        when not (is_disclosed and previous_is_disclosed) then null
        when delta_pp <> 0 or (target_point is null) <> (previous_target_point is null) then null
        when strength > previous_strength then 'strengthened'
        when strength < previous_strength then 'softened'
        else 'same'
    end as wording_change
from compared
