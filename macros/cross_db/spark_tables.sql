{#- Tables on Spark, in Iceberg's format. dbt-spark adds the comments of columns later, one statement each, and omits the contract's
    types and its not_null; the query adds all three here, so that they hold as soon as the table exists. -#}

{#- dbt lists the tables of a schema before it makes the schema, and Iceberg's catalogue refuses to list one that does not exist. -#}
{% macro spark__list_relations_without_caching(relation) -%}
    {%- do run_query('create schema if not exists ' ~ relation.schema) -%}
    {{ return(run_query('show table extended in ' ~ relation.schema ~ " like '*'")) }}
{%- endmacro %}

{% macro spark__get_empty_schema_sql(columns) -%}
    {{ return(default__get_empty_schema_sql(columns_in_own_types(columns))) }}
{%- endmacro %}

{% macro spark__get_select_subquery(sql) -%}
select
    {%- for column in model.columns.values() %}
    {%- if column.constraints | selectattr('type', 'equalto', 'not_null') | list %}
    coalesce({{ column.name }}, raise_error('{{ this }}: {{ column.name }} is NULL')) as {{ column.name }}
    {%- else %}
    {{ column.name }}
    {%- endif %}
    {{- ',' if not loop.last }}
    {%- endfor %}
from (
    {{ sql }}
) as model_subq
{%- endmacro %}

{#- `create table … as` takes no comments of columns, so they are set on a temporary view first. -#}
{% macro spark__create_table_as(temporary, relation, compiled_code, language='sql') -%}
    {%- if temporary -%}
        {{ create_temporary_view(relation, compiled_code) }}
    {%- else -%}
        {%- set contract = config.get('contract') -%}
        {%- if contract.enforced -%}
            {{ get_assert_columns_equivalent(compiled_code) }}
            {%- set compiled_code = get_select_subquery(compiled_code) -%}
            {%- set names = model.columns | list -%}
        {%- else -%}
            {%- set names = get_columns_in_query(compiled_code) -%}
        {%- endif -%}
        {%- set commented = make_temp_relation(relation, '__commented') -%}
        {%- call statement('commented') -%}
            create or replace temporary view {{ commented }}
            ({{ get_persist_docs_column_list(model.columns, names) }})
            as
            {{ compiled_code }}
        {%- endcall -%}
        create or replace table {{ relation }}
        {{ file_format_clause() }}
        {{ options_clause() }}
        {{ tblproperties_clause() }}
        {#- A folder for each vintage: a query of one reads no other. #}
        {% if config.get('schema') == 'marts_asof' %}partitioned by (vintage){% endif %}
        {{ clustered_cols(label='clustered by') }}
        {{ location_clause() }}
        {{ comment_clause() }}
        as
        select * from {{ commented }}
    {%- endif -%}
{%- endmacro %}

{% macro spark__comment_clause() -%}
    {%- if config.persist_relation_docs() -%}
        comment {{ spark_texts([table_comment(model)]) }}
    {%- endif -%}
{%- endmacro %}

{#- A table has its comments from the start. -#}
{% macro spark__persist_docs(relation, model, for_relation, for_columns) -%}
{%- endmacro %}
