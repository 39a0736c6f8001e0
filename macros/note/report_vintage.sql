{#- The report is judged by what was known on its own day, whatever `marts` shows. -#}
{% macro report_vintage() -%}
{{ var('report_vintage', 'report_2024_02_04') }}
{%- endmacro %}
