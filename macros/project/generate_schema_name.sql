{#- Schemas are part of the contract (`marts`, `marts_asof`): a model's schema is the one it names,
    without the target's schema as prefix. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ (custom_schema_name or target.schema) | trim }}
{%- endmacro %}
