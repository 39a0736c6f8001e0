{% test accepted_codes(model, columns) %}

{#- NULL passes: never_null or the contract forbids it where a code is required. -#}
{%- set conditions = {} -%}
{%- for column, codes in columns.items() -%}
    {%- do conditions.update({column: column ~ ' is null or ' ~ column ~ " in ('" ~ codes | join("', '") ~ "')"}) -%}
{%- endfor -%}
{{ rows_against(model, 'column_name', conditions) }}

{% endtest %}
