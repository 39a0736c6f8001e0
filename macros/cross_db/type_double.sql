{#- dbt.type_float() is four bytes on DuckDB: 5.4 would come back as 5.400000095. -#}
{% macro type_double() -%}
    {{ return(adapter.dispatch('type_double', 'provincial_targets')()) }}
{%- endmacro %}

{% macro default__type_double() -%}
    double
{%- endmacro %}
