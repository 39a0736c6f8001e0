{#- The size-weighted average, written once (design.md, "Weighting"):

        weighted = Σ value·weight / Σ weight   over the members that have both.

    Each macro is an aggregate over the members of one group; a member without a value or without a weight takes part
    in neither sum. -#}

{#- Σ value·weight. -#}
{% macro weighted_sum(value, weight) -%}
sum({{ value }} * {{ weight }})
{%- endmacro %}


{#- Σ weight of the members that have a value. -#}
{% macro weight_sum(value, weight) -%}
sum(case when {{ value }} is not null then {{ weight }} end)
{%- endmacro %}


{% macro weighted_average(value, weight) -%}
{{ safe_divide(weighted_sum(value, weight), weight_sum(value, weight)) }}
{%- endmacro %}


{#- Number of members in both sums. -#}
{% macro weighted_count(value, weight) -%}
count({{ value }} * {{ weight }})
{%- endmacro %}


{#- Share of the members' known weight that is covered, 0 to 1. -#}
{% macro weight_coverage(value, weight) -%}
coalesce({{ safe_divide(weight_sum(value, weight), 'sum(' ~ weight ~ ')') }}, 0)
{%- endmacro %}


{#- What the average would be at the least (`extreme='min'`) or at the most (`'max'`) if each missing member lay
    between the lowest and the highest value disclosed. A member whose weight is unknown may weigh anything, so then the
    average may be anything between those two. Equal to the average when nothing is missing. -#}
{% macro weighted_bound(value, weight, extreme) -%}
case
    when count({{ value }}) = 0 then null
    when count({{ weight }}) < count(*) then {{ extreme }}({{ value }})
    when count({{ value }}) = count(*) then {{ weighted_average(value, weight) }}
    else {{ safe_divide(
        '(sum(' ~ value ~ ' * ' ~ weight ~ ') + '
        ~ extreme ~ '(' ~ value ~ ') * sum(case when ' ~ value ~ ' is null then ' ~ weight ~ ' end))',
        'sum(' ~ weight ~ ')'
    ) }}
end
{%- endmacro %}
