{#- Every seed arrives as it is written, on every engine: texts unchanged, what is empty as NULL and nothing else, each column of
    the type that its property file names. What provincial_targets.checks.csvfile accepts is what is read here; nothing is guessed. -#}

{% macro seed_types(model, agate_table) -%}
    {%- set types = {} -%}
    {%- for column in agate_table.column_names -%}
        {%- if column not in model.config.column_types -%}
            {{ exceptions.raise_compiler_error(
                model.original_file_path ~ ': ' ~ column ~ ': a column without a type; name it under column_types in the property file'
            ) }}
        {%- endif -%}
        {%- do types.update({column: type_name(model.config.column_types[column])}) -%}
    {%- endfor -%}
    {{ return(types) }}
{%- endmacro %}


{#- All options are stated, so that DuckDB infers nothing from a sample. -#}
{% macro duckdb_csv(location, columns) -%}
    read_csv(
        '{{ location | replace("'", "''") }}', {{ columns }},
        header = true, skip = 0, delim = ',', quote = '"', escape = '"', comment = '', nullstr = '', encoding = 'utf-8',
        dateformat = '%Y-%m-%d', decimal_separator = '.', thousands = '', strict_mode = true, null_padding = false, ignore_errors = false
    )
{%- endmacro %}

{#- dbt-duckdb infers quotes, escapes and NULL from a sample of the file, and fails on a quote that comes after the sample. -#}
{% macro duckdb__load_csv_rows(model, agate_table) -%}
    {%- set types = seed_types(model, agate_table) -%}
    {%- set sql -%}
        insert into {{ this.render() }} ({{ types | join(', ') }})
        select *
        from {{ duckdb_csv(adapter.get_seed_file_path(model), 'auto_detect = false, columns = ' ~ tojson(types)) }}
    {%- endset -%}
    {%- do adapter.add_query(sql, abridge_sql_log=True) -%}
    {{ return(sql) }}
{%- endmacro %}


{#- dbt reads the words `null` and `NULL`, and spaces alone, as NULL, so the file is read again without that. The form of dates is
    checked here, since a server would read another form by its own settings. -#}
{% macro seed_as_written(model, agate_table) -%}
    {%- set types = seed_types(model, agate_table) -%}
    {%- for text in agate_table.column_types -%}
        {%- do text.null_values.clear() -%}
    {%- endfor -%}
    {%- set table = agate_table.from_csv(
        agate_table.original_abspath, column_types=agate_table.column_types, encoding='utf-8-sig', strict=true
    ) -%}
    {%- set rows = [] -%}
    {%- for row in table.rows -%}
        {%- set values = [] -%}
        {%- for column, type in types.items() -%}
            {%- set value = row[column] -%}
            {%- if value is none or (type == 'date' and not modules.re.fullmatch('([0-9]{4}-[0-9]{2}-[0-9]{2})?', value)) -%}
                {{ exceptions.raise_compiler_error(
                    model.original_file_path ~ ', row ' ~ (rows | length + 2) ~ ', column ' ~ column ~ ': '
                    ~ ('the field is missing' if value is none else 'not a date of the form YYYY-MM-DD: ' ~ value)
                ) }}
            {%- endif -%}
            {%- do values.append(value if value else none) -%}
        {%- endfor -%}
        {%- do rows.append(values) -%}
    {%- endfor -%}
    {{ return({'column_names': types | list, 'rows': rows}) }}
{%- endmacro %}


{% macro postgres__create_csv_table(model, agate_table) -%}
    {{ return(default__create_csv_table(
        dict(model, config=dict(model.config, column_types=seed_types(model, agate_table))), agate_table
    )) }}
{%- endmacro %}

{#- dbt's own writes the place of each value by a macro, 100,000 of them for the observations. -#}
{% macro postgres__load_csv_rows(model, agate_table) -%}
    {%- set table = seed_as_written(model, agate_table) -%}
    {%- set places = '(' ~ (['%s'] * table.column_names | length) | join(', ') ~ ')' -%}
    {%- set statements = [] -%}
    {%- for rows in table.rows | batch(get_batch_size()) -%}
        {%- set values = [] -%}
        {%- for row in rows -%}
            {%- do values.extend(row) -%}
        {%- endfor -%}
        {%- set sql -%}
            insert into {{ this.render() }} ({{ table.column_names | join(', ') }})
            values {{ ([places] * rows | length) | join(', ') }}
        {%- endset -%}
        {%- do adapter.add_query(sql, bindings=values, abridge_sql_log=True) -%}
        {%- do statements.append(sql) -%}
    {%- endfor -%}
    {{ return(statements | join(';\n')) }}
{%- endmacro %}


{#- dbt-spark hands values over as parameters, which its session method writes unquoted and NULL as 'None'; and Spark makes a NULL
    of what is no number, without a word. So the values are written into the statement, and one that its type cannot hold stops
    the build. -#}
{% macro spark__create_csv_table(model, agate_table) -%}
    {%- set sql -%}
        create table {{ this.render() }} (
            {%- for column, type in seed_types(model, agate_table).items() %}
            {{ column }} {{ type }}{{ ',' if not loop.last }}
            {%- endfor %}
        )
        {{ file_format_clause() }}
        {{ comment_clause() }}
    {%- endset -%}
    {%- call statement('create_csv_table') -%}{{ sql }}{%- endcall -%}
    {{ return(sql) }}
{%- endmacro %}


{% macro spark__load_csv_rows(model, agate_table) -%}
    {%- set types = seed_types(model, agate_table) -%}
    {%- set statements = [] -%}
    {%- for rows in seed_as_written(model, agate_table).rows | batch(get_batch_size()) -%}
        {%- set sql -%}
            insert into {{ this.render() }}
            select
                {%- for column, type in types.items() %}
                {{ seed_value(column, type) }}{{ ',' if not loop.last }}
                {%- endfor %}
            from values
            {%- for row in rows %}
            ({{ spark_texts(row) }}){{ ',' if not loop.last }}
            {%- endfor %}
            as seed ({{ types | join(', ') }})
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


{#- Spark replaces `${…}` before it parses the statement, so the dollar is written by its code. A macro a value would take most of
    the time of a seed. -#}
{% macro spark_texts(values) -%}
    {%- for value in values -%}
        {%- if value is none -%}
            null
        {%- else -%}
            '{{ value | replace('\\', '\\\\') | replace("'", "\\'") | replace('$', '\\u0024') }}'
        {%- endif -%}
        {{- ', ' if not loop.last -}}
    {%- endfor -%}
{%- endmacro %}
