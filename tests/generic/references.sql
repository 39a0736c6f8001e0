{% test references(model, columns) %}

{#- NULL passes: never_null or the contract forbids it where a reference is required. -#}
{%- for column in columns %}
{%- set field = column.get('field', column['name']) %}
{{ 'union all' if not loop.first }}
select
    '{{ column["name"] }}' as column_name,
    cast(judged.{{ column['name'] }} as {{ dbt.type_string() }}) as unknown_code,
    judged.*
from (select * from {{ model }}) as judged
left join (select distinct {{ field }} as known_value from {{ column['to'] }}) as known
    on judged.{{ column['name'] }} = known.known_value
where
    judged.{{ column['name'] }} is not null
    and known.known_value is null
{%- endfor %}

{% endtest %}
