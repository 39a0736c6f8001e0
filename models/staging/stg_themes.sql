select
    theme,
    name_zh,
    name_en,
    meaning,
    sort_order
from {{ ref('themes') }}
