{% test is_finite(model, columns) %}

{#- One inf or NaN makes an average inf or NaN silently. NULL means "no figure" and passes here; contracts forbid it where
    a figure is required. -#}
{%- set conditions = {} -%}
{%- for column in columns -%}
    {%- do conditions.update({column: '(' ~ is_finite_number(column) ~ ') is not false'}) -%}
{%- endfor -%}
{{ rows_against(model, 'column_name', conditions) }}

{% endtest %}
