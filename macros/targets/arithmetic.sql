{#- Figures are printed to a tenth, seldom to a hundredth. Rounding to four decimals removes floating-point noise: 5.4 - 5.6 is -0.2,
    and not -0.1999999999999993. -#}

{% macro midpoint(low, high) -%}
{{ round_to('(' ~ low ~ ' + ' ~ high ~ ') / 2', 4) }}
{%- endmacro %}


{#- Difference of two percentages, in percentage points; of two averages, with `decimals=10`. -#}
{% macro difference_pp(minuend, subtrahend, decimals=4) -%}
{{ round_to(minuend ~ ' - ' ~ subtrahend, decimals) }}
{%- endmacro %}


{#- A difference where it is in percentage points: of percentages, and not of levels. -#}
{% macro in_points(difference) -%}
case when target_kind = 'level' then null else {{ difference }} end
{%- endmacro %}


{#- NULL instead of inf or NaN where the divisor is 0. -#}
{% macro safe_divide(dividend, divisor) -%}
{{ dividend }} / nullif(cast({{ divisor }} as {{ type_double() }}), 0)
{%- endmacro %}


{#- Whether an outturn meets the target of its round: no tolerance, at the published precision. -#}
{% macro meets_target(outturn, target='target_point') -%}
case better
    when 'higher' then {{ outturn }} >= {{ target }}
    else {{ outturn }} <= {{ target }}
end
{%- endmacro %}
