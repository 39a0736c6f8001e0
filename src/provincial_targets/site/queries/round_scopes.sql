-- The weighted target of the country, its regions and groups, with bounds: one row per indicator, target year and scope.
select
    w.indicator,
    w.target_year,
    w.scope_code,
    s.name_zh,
    s.name_en,
    row_number() over (
        partition by w.indicator, w.target_year
        order by s.scope_kind <> 'all', s.scope_kind <> 'region', w.weighted_target desc nulls last, w.scope_code
    ) as scope_rank,
    w.weight_year,
    w.weighted_target,
    w.weighted_low,
    w.weighted_high,
    w.weight_coverage,
    w.member_count,
    w.numeric_count,
    w.weighted_count,
    w.weight_known_count,
    w.change_pp,
    w.like_for_like_change_pp,
    printf('%.2f', w.weighted_target) as average_label,
    printf('%.2f', w.weighted_low) || '–' || printf('%.2f', w.weighted_high) as bounds_label,
    w.weighted_count || '/' || w.member_count as coverage_label,
    w.is_thin,
    coalesce(printf('%.2f', w.weighted_target), '—') || '  ' || w.weighted_count || '/' || w.member_count as end_label,
    d.lowered_count,
    d.unchanged_count,
    d.raised_count,
    c.met_count as last_met_count,
    c.evaluated_count as last_evaluated_count
from marts.weighted_targets as w
join marts.dim_scope as s using (scope_code)
join marts.target_delta_summary as d using (scope_code, indicator, target_year)
left join marts.completion_summary as c
    on c.scope_code = w.scope_code and c.indicator = w.indicator and c.target_year = w.target_year - 1
order by w.indicator, w.target_year, scope_rank
