select
    note_id,
    publisher,
    published_on,
    name_zh,
    name_en,
    case when published_on is null then '{{ var("latest_vintage") }}' else note_id end as vintage,
    note_id = '{{ var("report_vintage") }}' as is_report
from {{ ref('stg_notes') }}
