select
    geography_code,
    parent_code,
    level,
    name_zh,
    full_name_zh,
    name_en,
    region_zh,
    region_en,
    is_key_debt_province,
    tile_row,
    tile_col,
    sort_order
from {{ ref('geographies') }}
