{% macro expect_failing_rows(found, row_count, case) -%}
select
    '{{ case }}' as test_case,
    {{ row_count }} as expected_row_count,
    count(*) as found_row_count
from {{ found }}
having count(*) <> {{ row_count }}
{%- endmacro %}
