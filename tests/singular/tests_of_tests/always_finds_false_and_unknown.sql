with

rows_under_test as (

    select 1 as number
    union all select 0
    union all select cast(null as integer)

),

found as (

    {{ test_always('rows_under_test', '{column} > 0', 'number') }}

)

{{ expect_failing_rows('found', 2, 'a zero and a NULL') }}
