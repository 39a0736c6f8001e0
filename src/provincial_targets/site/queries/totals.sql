-- What levels add up to, beside the nation's target: one row per indicator, scope and target year.
select
    t.indicator,
    i.name_zh as indicator_zh,
    i.name_en as indicator_en,
    t.scope_code,
    s.name_zh,
    s.name_en,
    t.target_year,
    t.total_target,
    t.total_low,
    t.total_high,
    t.numeric_count,
    t.disclosed_count - t.numeric_count as stated_words_count,
    t.not_stated_count,
    t.no_source_count,
    t.member_count,
    t.previous_total_target,
    t.like_for_like_change,
    t.like_for_like_count,
    t.national_target,
    n.source_id as national_source_id,
    t.ratio,
    printf('%,.0f', t.total_target) as total_label,
    printf('%,.0f', t.total_low) || '–' || printf('%,.0f', t.total_high) as bounds_label,
    t.numeric_count || '/' || t.member_count as coverage_label,
    2 * t.numeric_count < t.member_count as is_thin
from marts.target_totals as t
join marts.dim_indicator as i using (indicator)
join marts.dim_scope as s using (scope_code)
left join marts.fct_targets as n
    on n.geography_code = '100000' and n.indicator = t.indicator and n.target_year = t.target_year
where
    t.numeric_count > 0
    -- The nation's own target is shown for five years before, in which no total is known.
    or (
        t.scope_code = 'all' and t.national_target is not null and t.target_year >= (
            select min(first.target_year) - 5 from marts.target_totals as first
            where first.indicator = t.indicator and first.numeric_count > 0
        )
    )
order by i.sort_order, t.target_year desc, s.scope_kind <> 'all', s.scope_kind <> 'region', t.total_target desc
