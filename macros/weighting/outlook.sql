{#- What the provinces' targets imply for the nation's (docs/decisions/0014-what-the-provinces-imply.md): their weighted target less the
    mean amplification of the years just before. A year counts only where its average covers enough of the weight.
    `rounds` has a row per point in time, indicator and target year: weighted_target with its bounds, weight_coverage, and the
    national_target, empty where it is in words or unknown. -#}
{% macro national_target_outlooks(rounds, points_in_time) -%}
select
    {%- for column in points_in_time %}
    rounds.{{ column }},
    {%- endfor %}
    rounds.indicator,
    rounds.target_year,
    rounds.weighted_target,
    rounds.weight_coverage,
    rounds.national_target,
    count(*) as amplification_year_count,
    {{ round_to('avg(earlier.weighted_target - earlier.national_target)', 10) }} as mean_amplification_pp,
    {{ round_to('rounds.weighted_target - avg(earlier.weighted_target - earlier.national_target)', 10) }} as implied_national_target,
    {{ round_to('rounds.weighted_low - avg(earlier.weighted_target - earlier.national_target)', 10) }} as implied_low,
    {{ round_to('rounds.weighted_high - avg(earlier.weighted_target - earlier.national_target)', 10) }} as implied_high
from {{ rounds }} as rounds
inner join {{ rounds }} as earlier
    on rounds.indicator = earlier.indicator
    {%- for column in points_in_time %}
    and rounds.{{ column }} = earlier.{{ column }}
    {%- endfor %}
    and earlier.target_year between rounds.target_year - {{ var('outlook_years') }} and rounds.target_year - 1
    and earlier.national_target is not null
    and earlier.weight_coverage >= {{ var('outlook_weight_coverage') }}
where rounds.weight_coverage >= {{ var('outlook_weight_coverage') }}
group by
    {%- for column in points_in_time %}
    rounds.{{ column }},
    {%- endfor %}
    rounds.indicator,
    rounds.target_year,
    rounds.weighted_target,
    rounds.weighted_low,
    rounds.weighted_high,
    rounds.weight_coverage,
    rounds.national_target
{%- endmacro %}
