{% test is_finite(model, columns) %}

{#- No inf and no NaN: an average over a table with one of them is lost without a word. NULL is the honest "no figure";
    where it is not allowed, the contract says so. -#}
select {{ columns | join(', ') }}
from {{ model }}
where
    {%- for column in columns %}
    {{ 'or ' if not loop.first }}not {{ is_finite_number(column) }}
    {%- endfor %}

{% endtest %}
