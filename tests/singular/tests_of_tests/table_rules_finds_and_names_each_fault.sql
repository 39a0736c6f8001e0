{%- set text = dbt.type_string() -%}
{%- set double = type_double() -%}
{%- set quoted = dbt.escape_single_quotes("title = 't'") -%}
with

parents as (

    select 'up' as way
    union all select 'down'
    union all select 'down'
    union all select cast(null as {{ text }})

),

-- Each row breaks the rules that it expects to be named, and no other.
rows_under_test as (

    select
        1 as row_id,
        '' as expected_columns,
        '' as expected_rules,
        'a' as name,
        1 as edition,
        1 as number,
        't' as title,
        'x' as letter,
        'up' as way,
        cast(1 as {{ double }}) as figure,
        1 as low
    union all select 2, '', '', 'a', cast(null as integer), 2, 't', cast(null as {{ text }}), cast(null as {{ text }}), cast(null as {{ double }}), 1
    union all select 3, 'name, edition', 'repeated key: name, edition', 'b', 1, 3, 't', 'x', 'up', 1, 1
    union all select 4, 'name, edition', 'repeated key: name, edition', 'b', 1, 4, 't', 'x', 'up', 1, 1
    union all select 5, 'name, edition', 'repeated key: name, edition', 'c', cast(null as integer), 5, 't', 'x', 'up', 1, 1
    union all select 6, 'name, edition', 'repeated key: name, edition', 'c', cast(null as integer), 6, 't', 'x', 'up', 1, 1
    union all select 7, 'name', 'name is missing', cast(null as {{ text }}), 1, 7, 't', 'x', 'up', 1, 1
    union all select 8, 'number', 'repeated key: number', 'd', 1, 8, 't', 'x', 'up', 1, 1
    union all select 9, 'number', 'repeated key: number', 'e', 1, 8, 't', 'x', 'up', 1, 1
    union all select 10, 'number', 'number is missing', 'f', 1, cast(null as integer), 't', 'x', 'up', 1, 1
    union all select 11, 'title', 'title is missing; {{ quoted }}', 'g', 1, 11, cast(null as {{ text }}), 'x', 'up', 1, 1
    union all select 12, '', '{{ quoted }}', 'h', 1, 12, 'T', 'x', 'up', 1, 1
    union all select 13, 'letter', 'not an accepted code: letter', 'i', 1, 13, 't', 'X', 'up', 1, 1
    union all select
        14, 'letter; way; former_way', 'not an accepted code: letter; unknown code: way; unknown code: former_way',
        'j', 1, 14, 't', 'z', 'sideways', 1, 1
    union all select 15, 'former_way', 'unknown code: former_way', 'k', 1, 15, 't', 'y', 'down', 1, 1
    union all select 16, 'figure', 'not a finite number: figure', 'l', 1, 16, 't', 'x', 'up', cast('inf' as {{ double }}), 1
    union all select 17, 'figure', 'not a finite number: figure', 'm', 1, 17, 't', 'x', 'up', cast('-inf' as {{ double }}), 1
    union all select 18, 'figure', 'not a finite number: figure', 'n', 1, 18, 't', 'x', 'up', cast('nan' as {{ double }}), 1
    union all select 19, '', 'low > 0', 'o', 1, 19, 't', 'x', 'up', 1, 0
    union all select 20, '', 'low > 0', 'p', 1, 20, 't', 'x', 'up', 1, cast(null as integer)

),

rows_with_former_way as (

    select
        *,
        case when row_id = 15 then 'under' else way end as former_way
    from rows_under_test

),

found as (

    {{ test_table_rules(
        'rows_with_former_way',
        key=['name', 'edition'],
        nullable=['edition'],
        other_keys=[['number']],
        never_null=['title'],
        accepted_codes={'letter': ['x', 'y']},
        references=[
            {'name': 'way', 'to': 'parents'},
            {'name': 'former_way', 'to': 'parents', 'field': 'way'},
        ],
        finite=['figure'],
        always=['low > 0', "title = 't'"],
    ) }}

),

named as (

    select
        row_id,
        min(column_name) as column_names,
        min(broken_rule) as broken_rules,
        count(*) as times_found
    from found
    group by row_id

)

select
    expected.row_id,
    expected.expected_columns,
    named.column_names,
    expected.expected_rules,
    named.broken_rules,
    named.times_found
from rows_under_test as expected
left join named
    on expected.row_id = named.row_id
where
    coalesce(named.column_names, '') <> expected.expected_columns
    or coalesce(named.broken_rules, '') <> expected.expected_rules
    or coalesce(named.times_found, 0) <> case when expected.expected_rules = '' then 0 else 1 end
