with

rounds as (

    select * from {{ ref('int_rounds_by_vintage') }}
    where level <> 'nation' and target_point is not null and outturn is not null

),

compared as (

    select
        *,
        {{ meets_target('outturn') }} as is_met,
        {{ meets_target('outturn', low_reading()) }} as is_met_low,
        {{ meets_target('first_outturn') }} as is_met_at_first_release
    from rounds

)

select
    vintage,
    geography_code,
    indicator,
    target_year,
    target_point,
    outturn,
    {{ in_points(difference_pp('outturn', 'target_point')) }} as gap_pp,
    -- A ratio of numbers with opposite signs has no meaning.
    case when target_point * outturn >= 0 then {{ safe_divide('outturn', 'target_point') }} end as completion_rate,
    is_met,
    first_outturn,
    first_release,
    is_met_at_first_release,
    is_met <> is_met_at_first_release as is_turned_by_revision,
    is_met_low,
    level,
    {{ difference_pp('outturn', 'target_point') }} as gap
from compared
