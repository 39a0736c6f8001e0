with

rows_under_test as (

    select 'a' as name, 1 as year
    union all select 'a', 1
    union all select 'b', 1
    union all select cast(null as {{ dbt.type_string() }}), 1
    union all select 'c', cast(null as integer)

),

found as (

    {{ test_unique_key('rows_under_test', ['name', 'year']) }}

)

{{ expect_failing_rows('found', 3, 'one double and two incomplete keys') }}
