{#- A recorded number must equal the number that the wording states, or one of two that it states together. If no number is recorded
    for a target, the wording must state none, or one that bounds the target. -#}
{% macro wording_agrees(read, recorded) -%}
{%- set value = turned_if_reduction(recorded ~ '.value', recorded ~ '.is_reduction') -%}
{%- set off = [] -%}
{%- for number in ('stated_number', 'first_of_two', 'second_of_two') -%}
    {%- do off.append('abs(' ~ read ~ '.' ~ number ~ ' - (' ~ value ~ '))') -%}
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
