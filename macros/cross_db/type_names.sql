{#- Contracts and seeds name types as DuckDB does. These macros, and the hooks of dbt below, translate them to the engine's names. -#}
{% macro type_name(name) -%}
    {{ return(adapter.dispatch('type_name', 'provincial_targets')(name)) }}
{%- endmacro %}

{% macro default__type_name(name) -%}
    {{ return(name) }}
{%- endmacro %}

{% macro postgres__type_name(name) -%}
    {{ return({'double': 'double precision', 'varchar': 'text'}.get(name, name)) }}
{%- endmacro %}

{% macro spark__type_name(name) -%}
    {{ return({'varchar': 'string'}.get(name, name)) }}
{%- endmacro %}


{% macro columns_in_own_types(columns) -%}
    {%- set named = {} -%}
    {%- for key, column in columns.items() -%}
        {%- do named.update({key: dict(column, data_type=type_name(column.data_type))}) -%}
    {%- endfor -%}
    {{ return(named) }}
{%- endmacro %}


{% macro postgres__get_empty_schema_sql(columns) -%}
    {{ return(default__get_empty_schema_sql(columns_in_own_types(columns))) }}
{%- endmacro %}

{% macro postgres__get_table_columns_and_constraints() -%}
(
    {{ adapter.render_raw_columns_constraints(raw_columns=columns_in_own_types(model.columns)) | join(',\n    ') }}
)
{%- endmacro %}
