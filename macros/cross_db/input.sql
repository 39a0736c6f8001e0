{#- The seed of that name, or the files that `inputs_from` names. A file has types of its own or none, so the staging model casts
    each column. -#}
{% macro input(name) -%}
    {%- if var('inputs_from') == 'seeds' -%}
        {{ return(ref(name)) }}
    {%- endif -%}
    {{ return(adapter.dispatch('external_input', 'provincial_targets')(
        source('inputs', name), var('inputs_from') | replace('{name}', name)
    )) }}
{%- endmacro %}


{#- Reads the files in place. A CSV file is read as text, since what looks like a number may be a code. -#}
{% macro duckdb__external_input(table, location) -%}
    {%- if '.csv' in location -%}
        {{ duckdb_csv(location, 'all_varchar = true, union_by_name = true') }}
    {%- else -%}
        read_parquet('{{ location }}')
    {%- endif -%}
{%- endmacro %}


{#- A table of the schema `inputs` on the server. -#}
{% macro default__external_input(table, location) -%}
    {{ table }}
{%- endmacro %}

{#- The table that map_input makes. -#}
{% macro spark__external_input(table, location) -%}
    spark_catalog.{{ table }}
{%- endmacro %}
