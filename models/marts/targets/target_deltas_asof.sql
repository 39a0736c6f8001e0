with

rounds as (

    select * from {{ ref('int_rounds_by_vintage') }}
    where level <> 'nation' and (is_disclosed or previous_is_disclosed)

),

compared as (

    select
        *,
        {{ difference_pp('target_point', 'previous_target_point') }} as delta,
        {{ difference_pp(low_reading(), low_reading('previous_')) }} as low_delta
    from rounds

),

directed as (

    select
        *,
        {{ target_direction('delta') }} as direction,
        {{ target_direction('low_delta') }} as direction_low,
        -- Wordings are compared only if the numbers are equal, or missing on both sides.
        case
            when not (is_disclosed and previous_is_disclosed) then null
            when delta <> 0 or (target_point is null) <> (previous_target_point is null) then null
            when not (is_wording_known and previous_is_wording_known) then 'unknown'
            when strength > previous_strength then 'strengthened'
            when strength < previous_strength then 'softened'
            else 'same'
        end as wording_change
    from compared

)

select
    vintage,
    geography_code,
    indicator,
    target_year,
    target_point,
    previous_target_point,
    {{ in_points('delta') }} as delta_pp,
    direction,
    wording,
    previous_wording,
    wording_change,
    case wording_change
        when 'softened' then 'lowered'
        when 'strengthened' then 'raised'
        when 'unknown' then 'unknown_wording'
        else direction
    end as direction_with_wording,
    direction_low,
    level,
    delta
from directed
