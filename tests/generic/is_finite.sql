{% test is_finite(model, columns) %}

{#- No inf and no NaN: an average over a table with one of them is lost without a word. NULL is the honest "no figure";
    where it is not allowed, the contract says so. -#}
{%- set conditions = {} -%}
{%- for column in columns -%}
    {%- do conditions.update({column: '(' ~ is_finite_number(column) ~ ') is not false'}) -%}
{%- endfor -%}
{{ rows_against(model, 'column_name', conditions) }}

{% endtest %}
