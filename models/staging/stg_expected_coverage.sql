select
    indicator,
    measure,
    year,
    province_count,
    absent_provinces
from {{ ref('expected_coverage') }}
