{% macro round_to(number, decimals) -%}
    {{ return(adapter.dispatch('round_to', 'provincial_targets')(number, decimals)) }}
{%- endmacro %}

{#- The sum with 0 makes 0.0 of the -0.0 to which a small negative number is rounded. -#}
{% macro default__round_to(number, decimals) -%}
    (round({{ number }}, {{ decimals }}) + 0.0)
{%- endmacro %}

{#- Postgres rounds to decimals only numbers of type numeric. -#}
{% macro postgres__round_to(number, decimals) -%}
    cast(round(cast({{ number }} as numeric), {{ decimals }}) as double precision)
{%- endmacro %}
