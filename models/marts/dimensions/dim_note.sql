select
    notes.note_id,
    notes.publisher,
    notes.published_on,
    notes.name_zh,
    notes.name_en,
    vintages.vintage,
    notes.note_id = '{{ var("report_vintage") }}' as is_report
from {{ ref('stg_notes') }} as notes
left join {{ ref('dim_vintage') }} as vintages
    on vintages.vintage = case when notes.published_on is null then '{{ var("latest_vintage") }}' else notes.note_id end
