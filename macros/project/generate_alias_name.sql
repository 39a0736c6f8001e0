{#- A model of `marts_asof` is published under the name of its sister in `marts`: the two differ in nothing but the
    vintage. dbt wants unique model names, so in the project the one for every vintage ends in `_asof`. -#}
{% macro generate_alias_name(custom_alias_name=none, node=none) -%}
    {%- if custom_alias_name -%}
        {{ custom_alias_name | trim }}
    {%- elif node.name.endswith('_asof') -%}
        {{ node.name[:-5] }}
    {%- else -%}
        {{ node.name }}
    {%- endif -%}
{%- endmacro %}
