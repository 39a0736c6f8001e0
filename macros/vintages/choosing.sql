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


{% macro choosing_order() -%}
{%- for column, _ in choosing_criteria() %}{{ column }}{{ ', ' if not loop.last }}{% endfor -%}
{%- endmacro %}


{% macro criteria_before(criterion) -%}
{%- set columns = choosing_criteria() | map('first') | list -%}
{{ return(columns[:columns.index(criterion)]) }}
{%- endmacro %}


{% macro reason_not_chosen(loser, winner) -%}
case
    {%- for column, reason in choosing_criteria() %}
    when {{ loser }}.{{ column }} <> {{ winner }}.{{ column }} then '{{ reason }}'
    {%- endfor %}
end
{%- endmacro %}
