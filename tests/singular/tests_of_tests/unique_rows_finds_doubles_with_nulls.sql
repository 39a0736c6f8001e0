with

rows_under_test as (

    select 'a' as name, 1 as year
    union all select 'a', 1
    union all select 'b', 1
    union all select 'c', cast(null as integer)
    union all select 'c', cast(null as integer)
    union all select 'd', cast(null as integer)

),

found as (

    {{ test_unique_rows('rows_under_test', ['name', 'year']) }}

)

{{ expect_failing_rows('found', 2, 'two doubles, one of them with a NULL') }}
