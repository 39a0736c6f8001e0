-- How did the average of the GDP targets settle as the provinces of the newest round announced, day by day?
select
    target_year,
    announced_on,
    announced_count,
    announced_geographies_en,
    lowered_count,
    unchanged_count,
    raised_count,
    round(weighted_target, 2) as weighted_target,
    round(like_for_like_change_pp, 2) as like_for_like_change_pp,
    round(weight_share, 2) as weight_share,
    undated_count
from {{ ref('round_progress') }}
where
    indicator = 'gdp'
    and target_year = (select max(newest.target_year) from {{ ref('round_progress') }} as newest)
order by announced_on
