select
    geography_code,
    year,
    term,
    mention_count
from {{ ref('mentions') }}
