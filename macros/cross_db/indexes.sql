{#- The indexes that a model's configuration names are made where an engine answers faster by them. DuckDB scans columns:
    there they would only enlarge the file and slow the build, so dbt's own hook makes none. -#}
{% macro duckdb__get_create_index_sql(relation, index_dict) -%}
    {{ return(none) }}
{%- endmacro %}
