{#- `is not true` instead of `not (…)`: an unknown condition (NULL) fails too. -#}
{% macro rows_against(model, title, conditions) -%}
select
    concat_ws(
        '; '
        {%- for name, condition in conditions.items() %},
        case when ({{ condition }}) is not true then '{{ dbt.escape_single_quotes(name) }}' end
        {%- endfor %}
    ) as {{ title }},
    judged.*
from (select * from {{ model }}) as judged
where
    {%- for condition in conditions.values() %}
    {{ 'or ' if not loop.first }}({{ condition }}) is not true
    {%- endfor %}
{%- endmacro %}
