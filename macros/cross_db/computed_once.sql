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


{#- Ends a CTE that is to be computed for every row before the next one begins. Postgres else takes row after row through all of
    them, and keeps 32 compiled patterns: with more, each would be compiled anew for each row. To sort needs every row. -#}
{% macro computed_whole(columns) -%}
    {{ return(adapter.dispatch('computed_whole', 'provincial_targets')(columns)) }}
{%- endmacro %}

{% macro default__computed_whole(columns) -%}
{%- endmacro %}

{% macro postgres__computed_whole(columns) -%}
    order by {{ columns | join(', ') }}
{%- endmacro %}
