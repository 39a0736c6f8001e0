{% macro is_finite_number(number) -%}
    {{ return(adapter.dispatch('is_finite_number', 'provincial_targets')(number)) }}
{%- endmacro %}

{% macro default__is_finite_number(number) -%}
    isfinite({{ number }})
{%- endmacro %}

{% macro postgres__is_finite_number(number) -%}
    ({{ number }} not in ('NaN', 'Infinity', '-Infinity'))
{%- endmacro %}

{#- Spark sorts NaN above every number. -#}
{% macro spark__is_finite_number(number) -%}
    (abs({{ number }}) < cast('infinity' as double))
{%- endmacro %}
