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


{#- What the average over all members would be at the least (`extreme='min'`) or at the most (`'max'`), given the least or the most
    that each member's figure can be; NULL for a member that has none to add. A member whose weight is unknown may weigh anything,
    so it may pull the average as far as its own figure. -#}
{% macro weighted_bound(value, weight, extreme) -%}
{%- set beyond = {'min': 'least', 'max': 'greatest'}[extreme] -%}
{{ beyond }}(
    {{ weighted_average(value, weight) }},
    {{ extreme }}(case when {{ weight }} is null then {{ value }} end)
)
{%- endmacro %}


{#- The least (`extreme='min'`) or the most (`'max'`) that the target of one member can be, so that only what is unknown widens an
    average: a number is itself, words bind as they say, a target that was not set is none. What no source states lies between
    `lowest` and `highest`, the numbers disclosed; so do words that bind nothing. -#}
{% macro target_bound(extreme, lowest, highest) -%}
{%- set open_end = {'min': lowest, 'max': highest}[extreme] -%}
case
    when target_point is not null then target_point
    when target_status = 'not_stated' then null
    when {{ lowest }} is null then null
    when qualifier = 'positive' then {{ 0 if extreme == 'min' else 'greatest(' ~ highest ~ ', 0)' }}
    when qualifier in ('in_line_with_gdp', 'above_gdp') and gdp_target_point is not null then
        {%- if extreme == 'min' %} gdp_target_point
        {%- else %} case qualifier when 'above_gdp' then greatest({{ highest }}, gdp_target_point) else gdp_target_point end
        {%- endif %}
    else {{ open_end }}
end
{%- endmacro %}
