select
    unit,
    name_zh,
    name_en,
    difference_zh,
    difference_en
from {{ ref('units') }}
