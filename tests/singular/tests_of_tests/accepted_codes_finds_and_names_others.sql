with

rows_under_test as (

    select 'a' as letter, 'up' as way
    union all select 'c', 'up'
    union all select 'b', 'Up'
    union all select cast(null as {{ dbt.type_string() }}), 'sideways'
    union all select cast(null as {{ dbt.type_string() }}), cast(null as {{ dbt.type_string() }})

),

found as (

    {{ test_accepted_codes('rows_under_test', {'letter': ['a', 'b'], 'way': ['up', 'down']}) }}

),

named as (

    select * from found
    where column_name = case when letter = 'c' then 'letter' else 'way' end

)

{{ expect_failing_rows('named', 3, 'another letter, a capital, a word beside a NULL, each by its column') }}
