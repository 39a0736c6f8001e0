{#- Schemas are part of the contract (`marts`, `marts_asof`): a model's schema is the one it names,
    without the target's schema as prefix. On an engine where what is published and what is being built stand side by side,
    the command line gives all schemas of a candidate a prefix. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ env_var('PROVINCIAL_TARGETS_SCHEMA_PREFIX', '') ~ (custom_schema_name or target.schema) | trim }}
{%- endmacro %}
