select
    rounds.vintage,
    rounds.geography_code,
    rounds.indicator,
    rounds.target_year,
    rounds.target_point,
    rounds.gdp_target_point,
    {{ difference_pp('rounds.target_point', 'rounds.gdp_target_point') }} as gap_pp,
    rounds.level
from {{ ref('int_rounds_by_vintage') }} as rounds
inner join {{ ref('stg_indicators') }} as indicators
    on rounds.indicator = indicators.indicator
where
    -- Only growth rates are comparable with GDP growth, and a reduction counts what falls.
    indicators.target_kind = 'growth'
    and not indicators.is_reduction
    and rounds.level <> 'nation'
    and rounds.indicator <> 'gdp'
    and rounds.target_point is not null
    and rounds.gdp_target_point is not null
