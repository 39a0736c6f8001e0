select
    group_code,
    name_zh,
    name_en,
    geography_code
from {{ ref('groups') }}
