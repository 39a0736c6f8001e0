{#- dbt.type_float() is four bytes on DuckDB: 5.4 would come back as 5.400000095. -#}
{% macro type_double() -%}
    {{ return(type_name('double')) }}
{%- endmacro %}
