{% test unique_rows(model, columns) %}

{#- For a key of which a part may be empty: NULL is a value like any other. -#}
select
    '{{ columns | join(', ') }}' as column_name,
    {{ columns | join(', ') }},
    count(*) as row_count
from {{ model }}
group by {{ columns | join(', ') }}
having count(*) > 1

{% endtest %}
