{#- What desks read differently (docs/rules.md, "Readings"). -#}

{#- A target read by its low end: that of a range, the point of any other. `prefix` is `previous_` for the year before's. -#}
{% macro low_reading(prefix='') -%}
case {{ prefix }}qualifier when 'range' then {{ prefix }}target_low else {{ prefix }}target_point end
{%- endmacro %}


{#- How a target moved against the year before, of its change in percentage points. A target that no source states is no decision of a
    province. -#}
{% macro target_direction(delta) -%}
case
    when previous_target_status = 'no_source' then 'unknown_before'
    when target_status = 'no_source' then 'unknown_now'
    when previous_target_status = 'not_stated' then 'newly_set'
    when target_status = 'not_stated' then 'withdrawn'
    when {{ delta }} is null then 'not_comparable'
    when {{ delta }} < 0 then 'lowered'
    when {{ delta }} > 0 then 'raised'
    else 'unchanged'
end
{%- endmacro %}
