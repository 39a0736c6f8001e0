select
    vintage,
    geography_code,
    indicator,
    target_year,
    target_point,
    gdp_target_point,
    {{ difference_pp('target_point', 'gdp_target_point') }} as gap_pp,
    level
from {{ ref('int_rounds_by_vintage') }}
where
    -- Only growth rates are comparable with GDP growth.
    target_kind = 'growth'
    and level <> 'nation'
    and indicator <> 'gdp'
    and target_point is not null
    and gdp_target_point is not null
