{#- What a claim is judged by, a row each: what other sources state, and what all do, the report included. -#}
{% macro report_evidence() -%}
select 'independent' as evidence
union all
select 'all' as evidence
{%- endmacro %}
