with

-- Postgres may expect one row, and then would read the view for each row that is joined to it.
national_targets as {{ computed_once() }} (

    select * from {{ ref('int_rounds_by_vintage') }}
    where level = 'nation' and target_point is not null

),

provincial_targets as (

    select averages.*
    from {{ ref('weighted_targets_asof') }} as averages
    -- Without a weight there is no average to compare.
    inner join {{ ref('stg_indicators') }} as indicators
        on averages.indicator = indicators.indicator
        and indicators.weight_indicator is not null
    where averages.scope_code = 'all'

)

select
    national_targets.vintage,
    national_targets.indicator,
    national_targets.target_year,
    national_targets.target_point as national_target,
    provincial_targets.weighted_target as weighted_provincial_target,
    {{ difference_pp('provincial_targets.weighted_target', 'national_targets.target_point', 10) }} as amplification_pp,
    provincial_targets.weight_coverage,
    {{ difference_pp('provincial_targets.weighted_low', 'national_targets.target_point', 10) }} as amplification_low_pp,
    {{ difference_pp('provincial_targets.weighted_high', 'national_targets.target_point', 10) }} as amplification_high_pp,
    provincial_targets.numeric_count,
    provincial_targets.member_count
from national_targets
inner join provincial_targets
    on national_targets.vintage = provincial_targets.vintage
    and national_targets.indicator = provincial_targets.indicator
    and national_targets.target_year = provincial_targets.target_year
