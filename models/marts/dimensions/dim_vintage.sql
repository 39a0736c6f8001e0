select
    vintage,
    as_of,
    name_zh,
    name_en,
    vintage = '{{ var("report_vintage") }}' as is_report_vintage
from {{ ref('int_vintages') }}
where has_tables
