select
    *,
    vintage = '{{ report_vintage() }}' as is_report_vintage
from {{ ref('stg_vintages') }}
