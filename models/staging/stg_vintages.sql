select
    vintage,
    as_of,
    name_zh,
    name_en
from {{ ref('vintages') }}
