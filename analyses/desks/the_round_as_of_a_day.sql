-- How many had announced by 28 January 2026, how many of them had lowered the target, and what did theirs average?
select
    count(*) as announced_count, count(case when direction_with_wording = 'lowered' then 1 end) as lowered_count,
    sum(weighted_sum) / sum(weight_sum) as weighted_target, sum(like_for_like_sum) / sum(like_for_like_weight_sum) as like_for_like_change_pp
from {{ ref('fct_rounds') }}
where indicator = 'gdp' and target_year = 2026 and announced_on <= cast('2026-01-28' as date)
