with

rows_under_test as (

    select 1 as number, 'a' as name
    union all select cast(null as integer), 'a'
    union all select 1, cast(null as {{ dbt.type_string() }})
    union all select cast(null as integer), cast(null as {{ dbt.type_string() }})

),

found as (

    {{ test_never_null('rows_under_test', ['number', 'name']) }}

),

named as (

    select * from found
    where column_name in ('number', 'name', 'number; name')

)

{{ expect_failing_rows('named', 3, 'one column, the other and both, each by name') }}
