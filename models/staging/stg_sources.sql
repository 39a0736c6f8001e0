select
    cast(source_id as {{ dbt.type_string() }}) as source_id,
    cast(publisher as {{ dbt.type_string() }}) as publisher,
    cast(title as {{ dbt.type_string() }}) as title,
    cast(url as {{ dbt.type_string() }}) as url,
    cast(kind as {{ dbt.type_string() }}) as kind,
    cast(published_on as date) as published_on,
    cast(published_on_precision as {{ dbt.type_string() }}) as published_on_precision
from {{ input('sources') }}
