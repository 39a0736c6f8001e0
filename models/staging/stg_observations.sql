select
    cast(observation_id as {{ dbt.type_string() }}) as observation_id,
    cast(geography_code as {{ dbt.type_string() }}) as geography_code,
    cast(indicator as {{ dbt.type_string() }}) as indicator,
    cast(measure as {{ dbt.type_string() }}) as measure,
    cast(year as {{ dbt.type_int() }}) as year,
    cast(value as {{ type_double() }}) as value,
    cast(raw_text as {{ dbt.type_string() }}) as raw_text,
    cast(unit as {{ dbt.type_string() }}) as unit,
    cast(basis as {{ dbt.type_string() }}) as basis,
    cast(release as {{ dbt.type_string() }}) as release,
    cast(is_rounded as {{ dbt.type_boolean() }}) as is_rounded,
    cast(published_on as date) as published_on,
    cast(published_on_precision as {{ dbt.type_string() }}) as published_on_precision,
    cast(source_id as {{ dbt.type_string() }}) as source_id,
    cast(note as {{ dbt.type_string() }}) as note
from {{ input('observations') }}
