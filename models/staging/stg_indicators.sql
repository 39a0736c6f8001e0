select
    indicator,
    name_zh,
    name_en,
    target_kind,
    better,
    weight_indicator,
    weight_is_proxy,
    accepted_min,
    accepted_max,
    sort_order,
    settled_by,
    unit,
    is_reduction
from {{ ref('indicators') }}
