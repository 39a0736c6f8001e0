select
    indicators.indicator,
    indicators.name_zh,
    indicators.name_en,
    indicators.target_kind,
    indicators.better,
    indicators.weight_indicator,
    indicators.weight_is_proxy,
    indicators.accepted_min,
    indicators.accepted_max,
    indicators.sort_order,
    indicators.settled_by,
    indicators.unit,
    indicators.is_reduction,
    units.name_zh as unit_zh,
    units.name_en as unit_en,
    units.difference_zh as difference_unit_zh,
    units.difference_en as difference_unit_en
from {{ ref('stg_indicators') }} as indicators
inner join {{ ref('stg_units') }} as units
    on indicators.unit = units.unit
