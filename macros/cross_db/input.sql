{#- Where an input comes from: the seed of that name, or the file or files that `inputs_from` names. A staging model selects
    from it and casts what it takes, as a file has types of its own or none. -#}
{% macro input(name) -%}
    {%- if var('inputs_from') == 'seeds' -%}
        {{ return(ref(name)) }}
    {%- endif -%}
    {{ return(adapter.dispatch('external_input', 'provincial_targets')(
        source('inputs', name), var('inputs_from') | replace('{name}', name)
    )) }}
{%- endmacro %}


{#- Read in place. A CSV file is read as text, its columns by their names: what looks like a number may be a code. -#}
{% macro duckdb__external_input(table, location) -%}
    {%- if '.csv' in location -%}
        {{ duckdb_csv(location, 'all_varchar = true, union_by_name = true') }}
    {%- else -%}
        read_parquet('{{ location }}')
    {%- endif -%}
{%- endmacro %}


{#- Elsewhere: a table of the schema `inputs`, set up on the server. -#}
{% macro default__external_input(table, location) -%}
    {{ table }}
{%- endmacro %}
