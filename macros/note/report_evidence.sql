{% macro report_evidence() -%}
select 'independent' as evidence
union all
select 'all' as evidence
{%- endmacro %}


{% macro is_of_the_note(source, note) -%}
({{ source }}.kind = 'research' and {{ source }}.publisher = {{ note }}.publisher)
{%- endmacro %}


{% macro note_noun(note_id) -%}
case {{ note_id }} when '{{ var("report_vintage") }}' then 'report' else 'note' end
{%- endmacro %}
