{% test unique_key(model, columns) %}

{#- NULL in a key fails too, since the row cannot be found by its key. -#}
select
    '{{ columns | join(', ') }}' as column_name,
    {{ columns | join(', ') }},
    count(*) as row_count
from {{ model }}
group by {{ columns | join(', ') }}
having
    count(*) > 1
    {%- for column in columns %}
    or {{ column }} is null
    {%- endfor %}

{% endtest %}
