{#- The size-weighted average, written once (docs/rules.md, "Weighting"):

        weighted = Σ value·weight / Σ weight   over the members that have both.

    Each macro is an aggregate over the members of one group; a member without a value or without a weight takes part
    in neither sum. -#}

{#- Sums are taken over decimals, so they are exact: the same whatever the order of the rows, the number of threads and the
    engine. Figures and weights have four decimals at the most (int_observations_read tests it). -#}
{% macro exact_sum(value) -%}
cast(sum({{ value }}) as {{ type_double() }})
{%- endmacro %}


{% macro exact(value) -%}
cast({{ value }} as decimal(18, 4))
{%- endmacro %}


{#- Σ value·weight. -#}
{% macro weighted_sum(value, weight) -%}
{{ exact_sum(exact(value) ~ ' * ' ~ exact(weight)) }}
{%- endmacro %}


{#- Σ weight of the members that have a value. -#}
{% macro weight_sum(value, weight) -%}
{{ exact_sum('case when ' ~ value ~ ' is not null then ' ~ exact(weight) ~ ' end') }}
{%- endmacro %}


{% macro weighted_average(value, weight) -%}
{{ safe_divide(weighted_sum(value, weight), weight_sum(value, weight)) }}
{%- endmacro %}


{#- The average that counts each member alike. -#}
{% macro simple_average(value) -%}
{{ safe_divide(exact_sum(exact(value)), 'count(' ~ value ~ ')') }}
{%- endmacro %}


{#- Number of members in both sums. -#}
{% macro weighted_count(value, weight) -%}
count({{ value }} * {{ weight }})
{%- endmacro %}


{#- Share of the members' known weight that is covered, 0 to 1. -#}
{% macro weight_coverage(value, weight) -%}
coalesce({{ safe_divide(weight_sum(value, weight), exact_sum(exact(weight))) }}, 0)
{%- endmacro %}


{#- What the average over all members would be at the least (`extreme='min'`) or at the most (`'max'`), if each member
    without a value lay between the lowest and the highest value disclosed. A member whose weight is unknown may weigh
    anything, so it may pull the average as far as its own value. Equal to the average when nothing is missing. -#}
{% macro weighted_bound(value, weight, extreme) -%}
{%- set beyond = {'min': 'least', 'max': 'greatest'}[extreme] -%}
{{ beyond }}(
    {{ safe_divide(
        '(coalesce(' ~ weighted_sum(value, weight) ~ ', 0) + ' ~ extreme ~ '(' ~ value ~ ') * coalesce('
        ~ exact_sum('case when ' ~ value ~ ' is null then ' ~ exact(weight) ~ ' end') ~ ', 0))',
        exact_sum(exact(weight))
    ) }},
    case
        when count(case when {{ value }} is null and {{ weight }} is null then 1 end) > 0 then {{ extreme }}({{ value }})
        else {{ extreme }}(case when {{ weight }} is null then {{ value }} end)
    end
)
{%- endmacro %}
