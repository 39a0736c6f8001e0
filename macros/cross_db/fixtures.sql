{#- dbt joins the rows of a unit test by `union all`. Spark then goes through all of them in each of hundreds of steps of its
    analysis, which takes minutes; an inline table is one relation. -#}
{% macro get_fixture_sql(rows, column_name_to_data_types) -%}
    {%- if target.type != 'spark' or not rows -%}
        {{ return(dbt.get_fixture_sql(rows, column_name_to_data_types)) }}
    {%- endif -%}
    {%- set types = {} -%}
    {%- for column in adapter.get_columns_in_relation(this) -%}
        {%- do types.update({column.name: column.data_type}) -%}
    {%- endfor -%}
    {{ inline_table(rows, types, types | list) }}
{%- endmacro %}


{% macro get_expected_sql(rows, column_name_to_data_types, column_name_to_quoted) -%}
    {%- if target.type != 'spark' or not rows -%}
        {{ return(dbt.get_expected_sql(rows, column_name_to_data_types, column_name_to_quoted)) }}
    {%- endif -%}
    {{ inline_table(rows, column_name_to_data_types, rows[0] | list) }}
{%- endmacro %}


{% macro inline_table(rows, types, columns) -%}
    select * from values
    {%- for row in rows -%}
        {%- set given = format_row(row, types) %}
        ({% for column in columns %}{{ given.get(column, dbt.safe_cast('null', types[column]) | trim) }}{{ ', ' if not loop.last }}{% endfor %})
        {{- ',' if not loop.last }}
    {%- endfor %}
    as fixture ({{ columns | join(', ') }})
{%- endmacro %}
