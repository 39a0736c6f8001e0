{% macro median(value) -%}
    {{ return(adapter.dispatch('median', 'provincial_targets')(value)) }}
{%- endmacro %}

{% macro default__median(value) -%}
    percentile_cont(0.5) within group (order by {{ value }})
{%- endmacro %}
