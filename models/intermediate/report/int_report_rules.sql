{#- macros/report/report_rules.sql as a table: one row per rule and term (one without a term where there is none). -#}
{{ config(materialized='view') }}
{%- set terms = report_terms() -%}
{%- set rows = [] -%}
{%- for rule in report_rules() -%}
    {%- if not rule.get('terms') -%}{%- do rows.append(report_rule_row(rule, none, none, none)) -%}{%- endif -%}
    {%- for name in rule.get('terms', []) -%}{%- do rows.append(report_rule_row(rule, 'counted', loop.index, name)) -%}{%- endfor -%}
    {%- if rule.get('among') in terms -%}{%- do rows.append(report_rule_row(rule, 'among', 1, rule.among)) -%}{%- endif -%}
{%- endfor -%}

{{ rows | join('\n\nunion all\n\n') }}
