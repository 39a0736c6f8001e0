{#- The order in which observations of one cell are preferred (docs/rules.md, "Choosing one value"): the smallest rank first. An
    observation that loses by a criterion gets the reason beside it. The orders of codes stand in the seed `preferences`. -#}
{% macro choosing_criteria() -%}
{{ return([
    ('number_rank', 'words, and the chosen one has a number'),
    ('basis_rank', 'less preferred basis'),
    ('release_rank', 'less settled release'),
    ('rounded_rank', 'rounded'),
    ('source_kind_rank', 'less authoritative kind of source'),
    ('revision_rank', 'earlier revision'),
    ('support_rank', 'value stated by fewer sources'),
    ('date_rank', 'published earlier'),
    ('source_number', 'same in all else; the smaller source_id is taken'),
    ('observation_id', 'same source; the smaller observation_id is taken'),
]) }}
{%- endmacro %}


{#- The order in which the wordings of a target are preferred, among the observations that agree with the chosen number
    (docs/rules.md, "Choosing the wording"). -#}
{% macro wording_criteria() -%}
{{ return([
    ('text_rank', 'not the text of the report'),
    ('silence_rank', 'leaves out what another source says of the number'),
    ('qualifier_support_rank', 'qualifier stated by fewer sources'),
    ('two_track_rank', 'leaves out the hope for more'),
    ('choice_rank', 'same in all else; the source preferred for the value is taken'),
]) }}
{%- endmacro %}


{% macro choosing_order(criteria=none) -%}
{{ (criteria or choosing_criteria()) | map('first') | join(', ') }}
{%- endmacro %}


{% macro criteria_before(criterion) -%}
{%- set columns = choosing_criteria() | map('first') | list -%}
{{ return(columns[:columns.index(criterion)]) }}
{%- endmacro %}


{% macro reason_not_chosen(criteria, loser, winner) -%}
case
    {%- for column, reason in criteria %}
    when {{ loser }}.{{ column }} <> {{ winner }}.{{ column }} then '{{ reason }}'
    {%- endfor %}
end
{%- endmacro %}
