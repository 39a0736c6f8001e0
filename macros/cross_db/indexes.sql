{#- No index on DuckDB: it scans columns, so an index would only enlarge the file and slow the build. -#}
{% macro duckdb__get_create_index_sql(relation, index_dict) -%}
    {{ return(none) }}
{%- endmacro %}
