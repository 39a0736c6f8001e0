-- A target or an outturn in another unit than its indicator's would be compared and added up as if it were in that unit.
select
    observations.observation_id,
    observations.indicator,
    observations.measure,
    observations.unit,
    indicators.unit as unit_of_indicator
from {{ ref('stg_observations') }} as observations
inner join {{ ref('stg_indicators') }} as indicators
    on observations.indicator = indicators.indicator
where observations.unit <> case observations.measure when 'size' then '100m_yuan' else indicators.unit end
