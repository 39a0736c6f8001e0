with

ranges as (

    select 'gdp' as indicator, -5 as accepted_min, 20 as accepted_max
    union all select 'cpi', cast(null as integer), 10

),

rows_under_test as (

    select 'gdp' as indicator, 5.0 as figure
    union all select 'gdp', 20.1
    union all select 'gdp', -5.1
    union all select 'gdp', null
    union all select 'no such indicator', 5.0
    union all select 'cpi', 2.0

),

found as (

    {{ test_in_accepted_range('rows_under_test', 'figure', 'ranges') }}

)

-- Too high, too low, no range, half a range.
select count(*) as found_row_count
from found
having count(*) <> 4
