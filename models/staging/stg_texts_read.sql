select
    geography_code,
    year,
    source_id,
    task_count,
    character_count
from {{ ref('texts_read') }}
