select
    observation_id,
    geography_code,
    indicator,
    measure,
    year,
    value,
    raw_text,
    unit,
    basis,
    release,
    is_rounded,
    published_on,
    published_on_precision,
    source_id,
    note
from {{ ref('observations') }}
