-- How each round unfolds: one row per indicator, target year and day on which a province announced.
select
    p.indicator,
    p.target_year,
    p.announced_on,
    strftime(p.announced_on, '%Y-%m-%d') as day,
    p.announced_count,
    p.announced_that_day_count,
    p.announced_geographies as geographies_zh,
    p.announced_geographies_en as geographies_en,
    p.lowered_count,
    p.unchanged_count,
    p.raised_count,
    p.numeric_count,
    p.weighted_target,
    p.like_for_like_change_pp,
    p.weight_share,
    p.undated_count,
    p.member_count,
    -- On a narrow chart there is room for the ends, and for the counts of the days on which an eighth of the provinces announced.
    case when p.announced_on in (min(p.announced_on) over round_, max(p.announced_on) over round_)
        then printf('%.2f', p.weighted_target) end as average_label,
    case when p.announced_on in (min(p.announced_on) over round_, max(p.announced_on) over round_)
        or 8 * p.announced_that_day_count >= p.member_count
        then p.announced_count end as count_label,
    p.announced_count || '/' || p.member_count as coverage_label
from marts.round_progress as p
join marts.dim_indicator as i using (indicator)
where i.weight_indicator is not null
window round_ as (partition by p.indicator, p.target_year)
order by i.sort_order, p.target_year desc, p.announced_on
