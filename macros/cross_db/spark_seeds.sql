{#- Seeds on Spark. dbt-spark hands values over as parameters, which its session method writes unquoted and NULL as 'None';
    and Spark makes a NULL of what is no number, without a word. So the values are written into the statement, and one
    that its type cannot hold stops the build. -#}

{% macro spark__create_csv_table(model, agate_table) -%}
    {%- set sql -%}
        create table {{ this.render() }} (
            {%- for column in agate_table.column_names %}
            {{ column }} {{ type_name(model.config.column_types[column]) }}{{ ',' if not loop.last }}
            {%- endfor %}
        )
        {{ file_format_clause() }}
        {{ comment_clause() }}
    {%- endset -%}
    {%- call statement('create_csv_table') -%}{{ sql }}{%- endcall -%}
    {{ return(sql) }}
{%- endmacro %}


{% macro spark__load_csv_rows(model, agate_table) -%}
    {%- set statements = [] -%}
    {%- for rows in agate_table.rows | batch(get_batch_size()) -%}
        {%- set sql -%}
            insert into {{ this.render() }}
            select
                {%- for column in agate_table.column_names %}
                {{ seed_value(column, type_name(model.config.column_types[column])) }}{{ ',' if not loop.last }}
                {%- endfor %}
            from values
            {%- for row in rows %}
            ({% for value in row %}{{ spark_text(value) }}{{ ', ' if not loop.last }}{% endfor %}){{ ',' if not loop.last }}
            {%- endfor %}
            as seed ({{ agate_table.column_names | join(', ') }})
        {%- endset -%}
        {%- do adapter.add_query(sql, abridge_sql_log=True) -%}
        {%- do statements.append(sql) -%}
    {%- endfor -%}
    {{ return(statements | join(';\n')) }}
{%- endmacro %}


{% macro seed_value(column, type) -%}
    {%- if type == 'string' -%}
        {{ column }}
    {%- else -%}
        coalesce(
            try_cast({{ column }} as {{ type }}),
            case when {{ column }} is not null then raise_error('{{ model.original_file_path }}: {{ column }}: no {{ type }}: ' || {{ column }}) end
        )
    {%- endif -%}
{%- endmacro %}


{% macro spark_text(value) -%}
    {%- if value is none -%}
        null
    {%- else -%}
        '{{ value | string | replace('\\', '\\\\') | replace("'", "\\'") }}'
    {%- endif -%}
{%- endmacro %}
