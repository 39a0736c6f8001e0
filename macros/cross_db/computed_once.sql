{#- `as {{ computed_once() }} (` computes a CTE once, instead of once per use. -#}
{% macro computed_once() -%}
    {{ return(adapter.dispatch('computed_once', 'provincial_targets')()) }}
{%- endmacro %}

{% macro default__computed_once() -%}
    materialized
{%- endmacro %}

{#- Spark has no MATERIALIZED keyword, and computes repeated subqueries once. -#}
{% macro spark__computed_once() -%}
{%- endmacro %}


{#- Ends a CTE that must be complete before the next one starts. Postgres would send each row through all CTEs in turn; it caches
    32 compiled patterns, so with more than that it would compile every pattern again for every row. A sort needs all rows. -#}
{% macro computed_whole(columns) -%}
    {{ return(adapter.dispatch('computed_whole', 'provincial_targets')(columns)) }}
{%- endmacro %}

{% macro default__computed_whole(columns) -%}
{%- endmacro %}

{% macro postgres__computed_whole(columns) -%}
    order by {{ columns | join(', ') }}
{%- endmacro %}
