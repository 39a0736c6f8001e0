{#- The size-weighted average, written once (docs/rules.md, "Weighting"):

        weighted = Σ value·weight / Σ weight   over the members that have both.

    Each macro is an aggregate over the members of one group; a member without a value or without a weight takes part
    in neither sum. -#}

{#- Sums of decimals are exact, so they do not depend on the order of rows, the number of threads or the engine. Figures and weights
    have at most four decimals (int_observations_read tests it). -#}
{% macro exact_sum(value) -%}
cast(sum({{ value }}) as {{ type_double() }})
{%- endmacro %}


{% macro exact(value) -%}
cast({{ value }} as decimal(18, 4))
{%- endmacro %}


{% macro weighted_sum(value, weight) -%}
{{ exact_sum(exact(value) ~ ' * ' ~ exact(weight)) }}
{%- endmacro %}


{% macro weight_sum(value, weight) -%}
{{ exact_sum('case when ' ~ value ~ ' is not null then ' ~ exact(weight) ~ ' end') }}
{%- endmacro %}


{% macro weighted_average(value, weight) -%}
{{ safe_divide(weighted_sum(value, weight), weight_sum(value, weight)) }}
{%- endmacro %}


{% macro simple_average(value) -%}
{{ safe_divide(exact_sum(exact(value)), 'count(' ~ value ~ ')') }}
{%- endmacro %}


{% macro weighted_count(value, weight) -%}
count({{ value }} * {{ weight }})
{%- endmacro %}


{#- A member of unknown weight counts as the average of those known, here and in its share: a few known weights are not the whole. -#}
{% macro weight_coverage(value, weight) -%}
coalesce({{ safe_divide(
    weight_sum(value, weight) ~ ' * count(' ~ weight ~ ')', '(' ~ exact_sum(exact(weight)) ~ ' * count(*))'
) }}, 0)
{%- endmacro %}


{% macro weight_share(weight, group) -%}
{{ safe_divide(weight, '(avg(' ~ weight ~ ') over (partition by ' ~ group ~ ') * count(*) over (partition by ' ~ group ~ '))') }}
{%- endmacro %}


{#- The least (`min`) or greatest (`max`) average over all members, from the least or greatest figure that each can have; a member
    that has none to add has NULL. A member of unknown weight can move the average as far as its own figure. -#}
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
