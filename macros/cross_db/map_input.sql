{#- What has to be done on a server before a staging model can read files from outside; by default nothing. -#}
{% macro map_input(model_name) -%}
    {{ return(adapter.dispatch('map_input', 'provincial_targets')(model_name)) }}
{%- endmacro %}

{% macro default__map_input(model_name) -%}
{%- endmacro %}

{#- An external table over the files, made anew for each build: what lies in the folder now is what is read, and a folder per
    value is a partition. A pattern names the folder up to its first `*`. -#}
{% macro spark__map_input(model_name) -%}
    {%- if execute and var('inputs_from') != 'seeds' -%}
        {%- set name = model_name | replace('stg_', '') -%}
        {%- if graph.sources.values() | selectattr('name', 'equalto', name) | list -%}
            {%- set location = var('inputs_from') | replace('{name}', name) -%}
            {%- do run_query('create schema if not exists inputs') -%}
            {%- do run_query('drop table if exists inputs.' ~ name) -%}
            {%- set form = spark_csv() if '.csv' in location else 'parquet' -%}
            {%- do run_query(
                'create table inputs.' ~ name ~ ' using ' ~ form ~ " location '" ~ location.split('*')[0] ~ "'"
            ) -%}
            {%- set described = run_query('describe inputs.' ~ name) -%}
            {%- if '# Partition Information' in described.columns[0].values() -%}
                {#- Spark has seen what the folders are called, and looks into none of them before it is told to. -#}
                {%- do run_query('msck repair table inputs.' ~ name) -%}
            {%- endif -%}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}


{#- CSV as text, its columns named by the header, which must be the same in all files; a row that does not fit stops the build. -#}
{% macro spark_csv() -%}
    csv options (
        header 'true', enforceSchema 'false', inferSchema 'false', sep ',', quote '"', escape '"', comment '', nullValue '',
        encoding 'UTF-8', multiLine 'true', mode 'FAILFAST',
        ignoreLeadingWhiteSpace 'false', ignoreTrailingWhiteSpace 'false'
    )
{%- endmacro %}
