{#- Cast to a decimal first: engines write a double as text in different ways. -#}
{% macro one_decimal(number) -%}
cast(cast({{ number }} as decimal(9, 1)) as {{ dbt.type_string() }})
{%- endmacro %}
