select
    note_id,
    publisher,
    published_on,
    name_zh,
    name_en
from {{ ref('notes') }}
