{#- The rows of a table in which not every condition is true, found in one scan; `title` is the column in front that names the
    conditions that are not. One that is unknown (NULL) is not true: `is not true`, never `not (…)`. -#}
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
