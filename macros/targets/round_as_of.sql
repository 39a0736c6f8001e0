{#- The rounds as they stood on a day, of any vintage's `fct_rounds`: who had announced a target by then, and what theirs average. No
    vintage of that day is needed, as targets and weights are those of the table. -#}
{% macro round_as_of(rounds, day) -%}
select
    indicator,
    target_year,
    count(*) as announced_count,
    count(case when announced_on_precision <> 'day' then 1 end) as inexact_day_count,
    count(target_point) as numeric_count,
    count(case when direction = 'lowered' then 1 end) as lowered_count,
    count(case when direction = 'unchanged' then 1 end) as unchanged_count,
    count(case when direction = 'raised' then 1 end) as raised_count,
    count(case when direction_with_wording = 'lowered' then 1 end) as lowered_or_softened_count,
    count(case when qualifier = 'range' then 1 end) as range_count,
    {{ weighted_average('target_point', 'weight_100m_yuan') }} as weighted_target,
    {{ weighted_average('target_point - previous_target_point', 'weight_100m_yuan') }} as like_for_like_change_pp,
    {{ simple_average('target_point') }} as simple_average,
    sum(weight_share) as weight_share
from {{ rounds }}
where is_disclosed and announced_on <= cast('{{ day }}' as date)
group by indicator, target_year
{%- endmacro %}
