{% macro report_evidence() -%}
select 'independent' as evidence
union all
select 'all' as evidence
{%- endmacro %}
