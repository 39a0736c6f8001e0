{#- A floating-point number rounded to so many decimals. -#}
{% macro round_to(number, decimals) -%}
    {{ return(adapter.dispatch('round_to', 'provincial_targets')(number, decimals)) }}
{%- endmacro %}

{% macro default__round_to(number, decimals) -%}
    round({{ number }}, {{ decimals }})
{%- endmacro %}

{#- Postgres rounds decimals only. -#}
{% macro postgres__round_to(number, decimals) -%}
    cast(round(cast({{ number }} as numeric), {{ decimals }}) as double precision)
{%- endmacro %}
