select
    cast(vintage as {{ dbt.type_string() }}) as vintage,
    cast(as_of as date) as as_of,
    cast(name_zh as {{ dbt.type_string() }}) as name_zh,
    cast(name_en as {{ dbt.type_string() }}) as name_en
from {{ input('vintages') }}
