{#- A number as text with one decimal, the same on every engine: by way of a decimal, since the text of a double is the
    engine's own affair. -#}
{% macro one_decimal(number) -%}
cast(cast({{ number }} as decimal(9, 1)) as {{ dbt.type_string() }})
{%- endmacro %}
