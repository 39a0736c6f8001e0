select
    note_theme,
    theme,
    first_list,
    reason
from {{ ref('note_themes') }}
