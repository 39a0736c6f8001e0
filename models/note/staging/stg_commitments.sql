select
    commitment_id,
    area,
    area_level,
    province,
    theme,
    measure_zh,
    measure_en,
    value,
    value_upper,
    unit,
    qualifier,
    kind,
    year,
    figure,
    note
from {{ ref('commitments') }}
