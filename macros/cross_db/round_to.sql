{% macro round_to(number, decimals) -%}
    {{ return(adapter.dispatch('round_to', 'provincial_targets')(number, decimals)) }}
{%- endmacro %}

{% macro default__round_to(number, decimals) -%}
    round({{ number }}, {{ decimals }})
{%- endmacro %}

{#- Postgres rounds to decimals only numbers of type numeric. -#}
{% macro postgres__round_to(number, decimals) -%}
    cast(round(cast({{ number }} as numeric), {{ decimals }}) as double precision)
{%- endmacro %}
