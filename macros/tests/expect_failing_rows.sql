{#- A test of a test: `found` (a CTE with what the test under test selects) must hold `row_count` rows, the bad ones and
    no other. Returns a row, so fails, when it does not. -#}
{% macro expect_failing_rows(found, row_count, case) -%}
select
    '{{ case }}' as test_case,
    {{ row_count }} as expected_row_count,
    count(*) as found_row_count
from {{ found }}
having count(*) <> {{ row_count }}
{%- endmacro %}
