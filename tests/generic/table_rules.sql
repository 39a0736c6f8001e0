{% test table_rules(
    model, key, nullable=[], other_keys=[], never_null=[], accepted_codes={}, references=[], finite=[], always=[]
) %}

{#- One query holds all rules of a table: dbt takes longer to start a test than an engine to read most tables. A rule that
    is unknown (NULL) is broken, except that codes, references and figures may be missing unless `never_null` or the contract
    forbids it: one inf or NaN makes an average inf or NaN silently, a missing figure does not. -#}
{%- if not key -%}
    {{ exceptions.raise_compiler_error('table_rules of ' ~ model ~ ': name the columns of the key') }}
{%- endif -%}
{%- set keys = [key] + other_keys -%}
{%- set rules = [] -%}
{%- for column in (keys | sum(start=[]) + never_null) | unique if column not in nullable -%}
    {%- do rules.append((column, column ~ ' is missing', column ~ ' is not null')) -%}
{%- endfor -%}
{%- for columns in keys -%}
    {%- set named = columns | join(', ') -%}
    {%- do rules.append((named, 'repeated key: ' ~ named, 'repeated_' ~ loop.index ~ '.rows_of_key is null')) -%}
{%- endfor -%}
{%- for column, codes in accepted_codes.items() -%}
    {%- set holds = column ~ ' is null or ' ~ column ~ " in ('" ~ codes | join("', '") ~ "')" -%}
    {%- do rules.append((column, 'not an accepted code: ' ~ column, holds)) -%}
{%- endfor -%}
{%- for reference in references -%}
    {%- set column = reference['name'] -%}
    {%- set holds = column ~ ' is null or known_' ~ loop.index ~ '.known_code is not null' -%}
    {%- do rules.append((column, 'unknown code: ' ~ column, holds)) -%}
{%- endfor -%}
{%- for column in finite -%}
    {%- do rules.append((column, 'not a finite number: ' ~ column, '(' ~ is_finite_number(column) ~ ') is not false')) -%}
{%- endfor -%}
{%- for condition in always -%}
    {%- do rules.append((none, condition, condition)) -%}
{%- endfor -%}
{#- Spark reads the hint, so that it does not sort the table a second time to find the repeated keys, which are few. -#}
select /*+ broadcast({% for _ in keys %}{{ ', ' if not loop.first }}repeated_{{ loop.index }}{% endfor %}) */
    concat_ws(
        '; '
        {%- for column, fault, holds in rules if column %},
        case when ({{ holds }}) is not true then '{{ column }}' end
        {%- endfor %}
    ) as column_name,
    concat_ws(
        '; '
        {%- for column, fault, holds in rules %},
        case when ({{ holds }}) is not true then '{{ dbt.escape_single_quotes(fault) }}' end
        {%- endfor %}
    ) as broken_rule,
    judged.*
from (select * from {{ model }}) as judged
{%- for columns in keys %}
{%- set repeated = 'repeated_' ~ loop.index %}
left join (
    select
        {%- for column in columns %}
        {{ column }} as key_part_{{ loop.index }},
        {%- endfor %}
        count(*) as rows_of_key
    from {{ model }}
    group by {{ columns | join(', ') }}
    having count(*) > 1
) as {{ repeated }}
    on
        {%- for column in columns %}
        {%- set one = 'judged.' ~ column %}
        {%- set other = repeated ~ '.key_part_' ~ loop.index %}
        {{ 'and ' if not loop.first }}
        {%- if column in nullable %}({{ one }} = {{ other }} or ({{ one }} is null and {{ other }} is null))
        {%- else %}{{ one }} = {{ other }}
        {%- endif %}
        {%- endfor %}
{%- endfor %}
{%- for reference in references %}
{%- set known = 'known_' ~ loop.index %}
left join (select distinct {{ reference.get('field', reference['name']) }} as known_code from {{ reference['to'] }}) as {{ known }}
    on judged.{{ reference['name'] }} = {{ known }}.known_code
{%- endfor %}
where
    {%- for column, fault, holds in rules %}
    {{ 'or ' if not loop.first }}({{ holds }}) is not true
    {%- endfor %}

{% endtest %}
