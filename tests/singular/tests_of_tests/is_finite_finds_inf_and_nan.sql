with

rows_under_test as (

    select cast('inf' as {{ type_double() }}) as a, cast(1 as {{ type_double() }}) as b
    union all select cast(1 as {{ type_double() }}), cast('nan' as {{ type_double() }})
    union all select cast(null as {{ type_double() }}), cast('-inf' as {{ type_double() }})
    union all select cast(1 as {{ type_double() }}), cast(null as {{ type_double() }})

),

found as (

    {{ test_is_finite('rows_under_test', ['a', 'b']) }}

)

{{ expect_failing_rows('found', 3, 'inf, NaN, -inf beside a NULL') }}
