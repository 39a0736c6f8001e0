select
    province,
    theme,
    rank_first,
    year,
    location,
    note
from {{ ref('priorities') }}
