{% test never_null(model, columns) %}

{%- set conditions = {} -%}
{%- for column in columns -%}
    {%- do conditions.update({column: column ~ ' is not null'}) -%}
{%- endfor -%}
{{ rows_against(model, 'column_name', conditions) }}

{% endtest %}
