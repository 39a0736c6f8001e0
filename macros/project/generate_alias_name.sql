{#- A table of `marts_asof` is published under the name of its twin in `marts`. dbt requires unique names of models, so the name of
    the model ends in `_asof`. -#}
{% macro generate_alias_name(custom_alias_name=none, node=none) -%}
    {%- if custom_alias_name -%}
        {{ custom_alias_name | trim }}
    {%- elif node.name.endswith('_asof') -%}
        {{ node.name[:-5] }}
    {%- else -%}
        {{ node.name }}
    {%- endif -%}
{%- endmacro %}
