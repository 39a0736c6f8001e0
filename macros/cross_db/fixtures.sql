{#- dbt joins the rows of a unit test's input by `union all`. Spark then goes through all of them in each of hundreds of steps of its
    analysis, which takes minutes; an inline table is one relation. -#}
{% macro get_fixture_sql(rows, column_name_to_data_types) -%}
    {%- if target.type != 'spark' or not rows -%}
        {{ return(dbt.get_fixture_sql(rows, column_name_to_data_types)) }}
    {%- endif -%}
    {%- set types = {} -%}
    {%- for column in adapter.get_columns_in_relation(this) -%}
        {%- do types.update({column.name: column.data_type}) -%}
    {%- endfor -%}
    select * from values
    {%- for row in rows -%}
        {%- set given = format_row(row, types) %}
        ({% for column, type in types.items() %}{{ given.get(column, dbt.safe_cast('null', type) | trim) }}{{ ', ' if not loop.last }}{% endfor %})
        {{- ',' if not loop.last }}
    {%- endfor %}
    as fixture ({{ types | join(', ') }})
{%- endmacro %}
