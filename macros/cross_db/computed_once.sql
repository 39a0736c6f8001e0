{#- `as {{ computed_once() }} (`: a CTE that later ones look at many times is computed before them, and not pasted into
    each of its uses. -#}
{% macro computed_once() -%}
    {{ return(adapter.dispatch('computed_once', 'provincial_targets')()) }}
{%- endmacro %}

{% macro default__computed_once() -%}
    materialized
{%- endmacro %}

{#- Has no such keyword: what is pasted twice it computes once by itself. -#}
{% macro spark__computed_once() -%}
{%- endmacro %}
