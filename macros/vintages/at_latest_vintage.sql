{#- The rows of a table of `marts_asof` at the latest vintage, without the vintage: the table of the same name in
    `marts`. The columns are the ones of the model's own contract. -#}
{% macro at_latest_vintage(relation) -%}
select
    {%- for column in model.columns %}
    {{ column }}{{ ',' if not loop.last }}
    {%- endfor %}
from {{ relation }}
where vintage = '{{ var("latest_vintage") }}'
{%- endmacro %}
