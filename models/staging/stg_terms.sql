select
    term,
    name_en,
    sort_order
from {{ ref('terms') }}
