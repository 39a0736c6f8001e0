select
    vintage,
    geography_code,
    indicator,
    target_year,
    target_point,
    outturn,
    {{ difference_pp('outturn', 'target_point') }} as gap_pp,
    -- A ratio of numbers with opposite signs has no meaning.
    case when target_point * outturn >= 0 then {{ safe_divide('outturn', 'target_point') }} end as completion_rate,
    case better
        when 'higher' then outturn >= target_point
        else outturn <= target_point
    end as is_met
from {{ ref('int_rounds_by_vintage') }}
where target_point is not null and outturn is not null
