{#- How a claim is judged. Its status rests on two bodies of evidence, in which a range is every value in it: `independent` (what
    others state) and `all` (the note's own figures included). A claim about some provinces without their names is judged by `later`: a
    target that was announced after the day is the one that its province could have announced by then. The readings are what desks
    read differently (docs/rules.md, "Readings"); each takes what others state, a range as one number. -#}
{% macro report_evidence() -%}
{{ return([
    {'evidence': 'independent', 'ranges': 'whole'},
    {'evidence': 'all', 'ranges': 'whole'},
    {'evidence': 'later', 'ranges': 'whole', 'is_of_today': true},
    {'evidence': 'by_number', 'ranges': 'middle'},
    {'evidence': 'with_wording', 'ranges': 'middle'},
    {'evidence': 'low_end', 'ranges': 'low'},
    {'evidence': 'main_list', 'ranges': 'middle'},
    {'evidence': 'known_today', 'ranges': 'middle', 'is_of_today': true},
]) }}
{%- endmacro %}


{% macro report_evidence_as_table() -%}
select
    evidence,
    ranges,
    is_of_today
from (
    values
    {%- for body in report_evidence() %}
    ({{ constants([body.evidence, body.ranges, body.get('is_of_today', false)]) }}){{ ',' if not loop.last }}
    {%- endfor %}
) as evidence (evidence, ranges, is_of_today)
{%- endmacro %}


{% macro is_of_the_note(source, note) -%}
({{ source }}.kind = 'research' and {{ source }}.publisher = {{ note }}.publisher)
{%- endmacro %}
