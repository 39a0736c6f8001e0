with

parents as (

    select 'a' as letter
    union all select 'b'
    union all select 'b'
    union all select cast(null as {{ dbt.type_string() }})

),

rows_under_test as (

    select 'a' as letter, cast(null as {{ dbt.type_string() }}) as next_letter
    union all select 'b', 'c'
    union all select 'd', 'b'
    union all select cast(null as {{ dbt.type_string() }}), 'd'

),

found as (

    {{ test_references('rows_under_test', [
        {'name': 'letter', 'to': 'parents'},
        {'name': 'next_letter', 'to': 'parents', 'field': 'letter'},
    ]) }}

),

named as (

    select * from found
    where
        (column_name = 'letter' and unknown_code = 'd')
        or (column_name = 'next_letter' and unknown_code in ('c', 'd'))

)

{{ expect_failing_rows('named', 3, 'three codes that no parent has, each by its column') }}
