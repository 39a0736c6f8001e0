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


{% macro weight_coverage(value, weight) -%}
coalesce({{ safe_divide(weight_sum(value, weight), exact_sum(exact(weight))) }}, 0)
{%- endmacro %}


{#- The least (`min`) or greatest (`max`) average over all members, if each missing value lies between the lowest and the highest
    disclosed. A member of unknown weight can move the average as far as its own value. Without missing members the bound is equal
    to the average. -#}
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
