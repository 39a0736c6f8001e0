{#- Names of schemas are part of the contract, so they get no prefix from the target. The command line gives the schemas of a
    candidate a prefix on an engine that holds candidate and published tables in one database. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ env_var('PROVINCIAL_TARGETS_SCHEMA_PREFIX', '') ~ (custom_schema_name or target.schema) | trim }}
{%- endmacro %}
