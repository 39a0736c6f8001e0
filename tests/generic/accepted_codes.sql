{% test accepted_codes(model, columns) %}

{#- NULL is no code and does not fail: where it must not be, never_null or the contract says so. -#}
{%- set conditions = {} -%}
{%- for column, codes in columns.items() -%}
    {%- do conditions.update({column: column ~ ' is null or ' ~ column ~ " in ('" ~ codes | join("', '") ~ "')"}) -%}
{%- endfor -%}
{{ rows_against(model, 'column_name', conditions) }}

{% endtest %}
