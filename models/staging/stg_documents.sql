select
    cast(geography_code as {{ dbt.type_string() }}) as geography_code,
    cast(year as {{ dbt.type_int() }}) as year,
    cast(document_kind as {{ dbt.type_string() }}) as document_kind,
    cast(publisher as {{ dbt.type_string() }}) as publisher,
    cast(title as {{ dbt.type_string() }}) as title,
    cast(published_on as date) as published_on,
    cast(is_read_in_full as {{ dbt.type_boolean() }}) as is_read_in_full
from {{ input('documents') }}
