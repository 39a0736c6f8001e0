with

rows_under_test as (

    select 1 as number, 'a' as name
    union all select 0, 'a'
    union all select cast(null as integer), 'a'
    union all select 1, 'b'
    union all select 0, cast(null as {{ dbt.type_string() }})

),

found as (

    {{ test_always('rows_under_test', ['number > 0', "name = 'a'"]) }}

),

named as (

    select * from found
    where
        (name = 'a' and broken_condition = 'number > 0')
        or (name = 'b' and broken_condition = '{{ dbt.escape_single_quotes("name = 'a'") }}')
        or (name is null and broken_condition = '{{ dbt.escape_single_quotes("number > 0; name = 'a'") }}')

)

{{ expect_failing_rows('named', 4, 'a zero, a NULL, another name, and both at once, each by its condition') }}
