{#- dbt's own version for Spark ignores the order, and Spark 3.5 has no listagg. The texts are sorted with what orders them, and what
    is NULL is left out; like the standard function it returns NULL where nothing is left. -#}
{% macro spark__listagg(measure, delimiter_text, order_by_clause, limit_num) -%}
    {%- if limit_num -%}{{ exceptions.raise_compiler_error("listagg: no limit on Spark") }}{%- endif -%}
    {%- set order = order_by_clause | replace('order by ', '') if order_by_clause else measure -%}
    nullif(array_join(transform(
        array_sort(collect_list(struct({{ order }}, {{ measure }} as text))), listed -> listed.text
    ), {{ delimiter_text }}), '')
{%- endmacro %}
