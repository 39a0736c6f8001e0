{#- Descriptions are kept as comments of the database; that of a table ends with its key, which the catalogue reads there. -#}
{% macro table_comment(model) -%}
    {%- set key = config.meta_get('key') -%}
    {{ return(model.description ~ (' **Key:** ' ~ key | join(', ') ~ '.' if key else '')) }}
{%- endmacro %}


{#- One statement for a table and its columns. dbt's own queries the database twice for the columns of each table, and only warns
    of a described column that it lacks; here the statement names the column, so the build fails. -#}
{% macro duckdb__persist_docs(relation, model, for_relation, for_columns) -%}
    {%- set comments -%}
        {%- if for_relation and config.persist_relation_docs() %}
            {{- duckdb__alter_relation_comment(relation, table_comment(model)) }}
        {%- endif %}
        {%- if for_columns and config.persist_column_docs() %}
            {%- for column in model.columns.values() if column.description %}
                comment on column {{ relation }}.{{ adapter.quote(column.name) }}
                is '{{ column.description | replace("'", "''") }}';
            {%- endfor %}
        {%- endif %}
    {%- endset %}
    {%- if comments | trim %}
        {%- call statement('comments') %}{{ comments }}{% endcall %}
    {%- endif %}
{%- endmacro %}


{% macro postgres__persist_docs(relation, model, for_relation, for_columns) -%}
    {%- do default__persist_docs(relation, dict(model, description=table_comment(model)), for_relation, for_columns) -%}
{%- endmacro %}
