{% test always(model, conditions) %}

{#- Each condition must be true for every row; NULL fails. -#}
{%- set named = {} -%}
{%- for condition in conditions -%}
    {%- do named.update({condition: condition}) -%}
{%- endfor -%}
{{ rows_against(model, 'broken_condition', named) }}

{% endtest %}
