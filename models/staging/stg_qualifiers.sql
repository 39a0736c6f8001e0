select
    qualifier,
    is_numeric,
    is_disclosed,
    strength,
    name_zh,
    name_en,
    meaning
from {{ ref('qualifiers') }}
