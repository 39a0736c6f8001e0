select
    *,
    vintage = '{{ var("report_vintage") }}' as is_report_vintage
from {{ ref('int_vintages') }}
