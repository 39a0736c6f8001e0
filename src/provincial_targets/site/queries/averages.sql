-- The weighted target through the years against the national one, with bounds: one row per indicator and year.
select
    w.indicator,
    w.target_year,
    -- Only a round of which it is known whether any province sets the target has a page.
    case when w.disclosed_count + w.not_stated_count > 0 then w.target_year end as round_year,
    w.weight_year,
    w.weighted_target,
    w.weighted_low,
    w.weighted_high,
    w.weight_coverage,
    w.numeric_count,
    w.weighted_count,
    w.weight_known_count,
    w.member_count,
    t.target_point as national_target,
    t.wording as national_wording,
    t.source_id as national_source_id,
    a.amplification_pp,
    a.amplification_low_pp,
    a.amplification_high_pp,
    printf('%.2f', w.weighted_target) as average_label,
    printf('%.2f', w.weighted_low) || '–' || printf('%.2f', w.weighted_high) as bounds_label,
    w.weighted_count || '/' || w.member_count as coverage_label,
    w.is_thin,
    c.weighted_outturn,
    c.evaluated_count
from marts.weighted_targets as w
join marts.dim_indicator as i using (indicator)
left join marts.fct_targets as t
    on t.indicator = w.indicator and t.target_year = w.target_year and t.geography_code = '100000'
left join marts.target_amplification as a
    on a.indicator = w.indicator and a.target_year = w.target_year
left join marts.completion_summary as c
    on c.scope_code = w.scope_code and c.indicator = w.indicator and c.target_year = w.target_year
where w.scope_code = 'all' and i.weight_indicator is not null
order by i.sort_order, w.target_year
