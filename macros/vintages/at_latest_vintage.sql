{% macro at_latest_vintage(relation) -%}
select
    {%- for column in model.columns %}
    {{ column }}{{ ',' if not loop.last }}
    {%- endfor %}
from {{ relation }}
where vintage = '{{ var("latest_vintage") }}'
{%- endmacro %}
