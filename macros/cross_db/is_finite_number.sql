{#- False for inf and NaN, true for any other number, NULL for NULL. -#}
{% macro is_finite_number(number) -%}
    {{ return(adapter.dispatch('is_finite_number', 'provincial_targets')(number)) }}
{%- endmacro %}

{% macro default__is_finite_number(number) -%}
    isfinite({{ number }})
{%- endmacro %}

{% macro postgres__is_finite_number(number) -%}
    ({{ number }} not in ('NaN', 'Infinity', '-Infinity'))
{%- endmacro %}

{#- NaN compares as greater than any number there. -#}
{% macro spark__is_finite_number(number) -%}
    (abs({{ number }}) < cast('infinity' as double))
{%- endmacro %}
