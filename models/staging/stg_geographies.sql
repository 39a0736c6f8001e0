select
    cast(geography_code as {{ dbt.type_string() }}) as geography_code,
    cast(parent_code as {{ dbt.type_string() }}) as parent_code,
    cast(level as {{ dbt.type_string() }}) as level,
    cast(name_zh as {{ dbt.type_string() }}) as name_zh,
    cast(full_name_zh as {{ dbt.type_string() }}) as full_name_zh,
    cast(name_en as {{ dbt.type_string() }}) as name_en,
    cast(region_zh as {{ dbt.type_string() }}) as region_zh,
    cast(region_en as {{ dbt.type_string() }}) as region_en,
    cast(is_key_debt_province as {{ dbt.type_boolean() }}) as is_key_debt_province,
    cast(tile_row as {{ dbt.type_int() }}) as tile_row,
    cast(tile_col as {{ dbt.type_int() }}) as tile_col,
    cast(sort_order as {{ dbt.type_int() }}) as sort_order
from {{ input('geographies') }}
