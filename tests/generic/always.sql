{% test always(model, condition, column_name=none) %}

{#- The condition must be true of every row. One that is unknown (NULL) fails: `is not true`, never `not (…)`.
    `{column}` stands for the column that the test is set on. -#}
select *
from {{ model }}
where ({{ condition | replace('{column}', column_name or '') }}) is not true

{% endtest %}
