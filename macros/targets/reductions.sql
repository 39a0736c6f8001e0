{#- The figure of a reduction is the fall (docs/decisions/0021-indicators-of-every-kind.md): 降低3%以上 is a growth of at most -3%, and
    a reduction of at least 3%. Wordings are read as growth; only here is one turned into the other. -#}

{% macro turned_if_reduction(number, is_reduction) -%}
case when {{ is_reduction }} then -{{ number }} else {{ number }} end
{%- endmacro %}


{% macro qualifier_turned_if_reduction(qualifier, is_reduction) -%}
case
    when {{ is_reduction }} and {{ qualifier }} = 'at_most' then 'at_least'
    when {{ is_reduction }} and {{ qualifier }} = 'at_least' then 'at_most'
    else {{ qualifier }}
end
{%- endmacro %}
