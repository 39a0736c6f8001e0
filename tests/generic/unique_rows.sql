{% test unique_rows(model, columns) %}

{#- For a key with an optional part: NULL counts as a value. -#}
select
    '{{ columns | join(', ') }}' as column_name,
    {{ columns | join(', ') }},
    count(*) as row_count
from {{ model }}
group by {{ columns | join(', ') }}
having count(*) > 1

{% endtest %}
