{#- Figures in units of count (26万人, 1300亿斤) are read by the rules for percentages. The name of the unit, a row of the seed `unit_names`,
    becomes `%`; what is read is multiplied by the factor of that name. -#}

{#- Stands before what follows a number, so that only the name of a unit behind a number is found. -#}
{% macro unit_mark() -%}⁑{%- endmacro %}


{#- Percentages beside the figure are no figures of it. 余 and 多 inside a number state a lower bound; 完成 before a figure states it, as
    a share of a plan is a percentage. -#}
{% macro mark_units(wording) -%}
{%- set n = '(' ~ number_pattern() ~ ')' -%}
{{- return(rewritten(wording, [
    ('%', '¤'),
    ('完成', ''),
    (n ~ '([百千万亿]*)[余多]([百千万亿]*[^百千万亿])', '≥\\1\\2\\3'),
    ('([0-9]) ?([^0-9 .])', '\\1' ~ unit_mark() ~ '\\2'),
])) -}}
{%- endmacro %}


{#- A level that equals last year's (持平) states no number: only a growth is 0 then. -#}
{% macro in_unit(number) -%}
case
    when unit = 'percent' or {{ regexp_found('in_signs', '[0-9]%') }}
        then {{ round_to(number ~ ' * factor', 4) }}
end
{%- endmacro %}
