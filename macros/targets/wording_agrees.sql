{#- Whether a wording states what the collector recorded. `read` names a row of int_wordings and `recorded` one with `measure` and
    `value`. A number that is there is the one stated, or one of two that the words state together. Where none was recorded for a
    target, the words state none, or bound the target by theirs. -#}
{% macro wording_agrees(read, recorded) -%}
{%- set off = [] -%}
{%- for number in ('stated_number', 'first_of_two', 'second_of_two') -%}
    {%- do off.append('abs(' ~ read ~ '.' ~ number ~ ' - ' ~ recorded ~ '.value)') -%}
{%- endfor -%}
case
    when {{ recorded }}.value is not null
        then coalesce(least({{ off | join(', ') }}) <= 1e-9 * greatest(1, abs({{ recorded }}.value)), false)
    when {{ recorded }}.measure = 'target'
        then
            coalesce({{ read }}.stated_number, {{ read }}.first_of_two) is null
            or ({{ read }}.stated_number is not null and {{ read }}.qualifier in ('range', 'at_least', 'at_most'))
    else true
end
{%- endmacro %}
