{% macro map_input(model_name) -%}
    {{ return(adapter.dispatch('map_input', 'provincial_targets')(model_name)) }}
{%- endmacro %}

{% macro default__map_input(model_name) -%}
{%- endmacro %}

{#- Creates an external table over the files for each build, so that new files are read; a folder per value is a partition. The
    location is the pattern up to its first `*`. Spark's own catalogue holds it, in memory, since Iceberg's holds no files of others. -#}
{% macro spark__map_input(model_name) -%}
    {%- if execute and var('inputs_from') != 'seeds' -%}
        {%- set name = model_name | replace('stg_', '') -%}
        {%- if graph.sources.values() | selectattr('name', 'equalto', name) | list -%}
            {%- set location = var('inputs_from') | replace('{name}', name) -%}
            {%- do run_query('create schema if not exists spark_catalog.inputs') -%}
            {%- do run_query('drop table if exists spark_catalog.inputs.' ~ name) -%}
            {%- set form = spark_csv() if '.csv' in location else 'parquet' -%}
            {%- do run_query(
                'create table spark_catalog.inputs.' ~ name ~ ' using ' ~ form ~ " location '" ~ location.split('*')[0] ~ "'"
            ) -%}
            {%- set described = run_query('describe spark_catalog.inputs.' ~ name) -%}
            {%- if '# Partition Information' in described.columns[0].values() -%}
                {#- Spark reads no partition before it is registered. -#}
                {%- do run_query('msck repair table spark_catalog.inputs.' ~ name) -%}
            {%- endif -%}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}


{#- Text columns, named by the header, which must be the same in all files. A row that does not fit stops the build. -#}
{% macro spark_csv() -%}
    csv options (
        header 'true', enforceSchema 'false', inferSchema 'false', sep ',', quote '"', escape '"', comment '', nullValue '',
        encoding 'UTF-8', multiLine 'true', mode 'FAILFAST',
        ignoreLeadingWhiteSpace 'false', ignoreTrailingWhiteSpace 'false'
    )
{%- endmacro %}
