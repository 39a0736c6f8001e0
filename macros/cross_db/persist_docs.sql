{#- Descriptions as comments of the database, on DuckDB in one statement. dbt's own asks the database twice for the columns of
    each table, and only warns of described ones that it lacks: here the database names them and the build fails. -#}
{% macro duckdb__persist_docs(relation, model, for_relation, for_columns) -%}
    {%- set comments -%}
        {%- if for_relation and config.persist_relation_docs() and model.description %}
            {{- duckdb__alter_relation_comment(relation, model.description) }}
        {%- endif %}
        {%- if for_columns and config.persist_column_docs() %}
            {%- for column in model.columns.values() if column.description %}
                comment on column {{ relation }}.{{ adapter.quote(column.name) }}
                is {{ duckdb_escape_comment(column.description) }};
            {%- endfor %}
        {%- endif %}
    {%- endset %}
    {%- if comments | trim %}
        {%- call statement('comments') %}{{ comments }}{% endcall %}
    {%- endif %}
{%- endmacro %}
