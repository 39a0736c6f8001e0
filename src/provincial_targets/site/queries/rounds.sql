-- The headline of every round, all provinces together: one row per indicator and target year.
select
    w.indicator,
    i.name_zh as indicator_zh,
    i.name_en as indicator_en,
    i.better,
    i.weight_is_proxy,
    weighs.name_zh as weight_zh,
    weighs.name_en as weight_en,
    w.target_year,
    w.weight_year,
    w.weighted_target,
    w.weighted_low,
    w.weighted_high,
    w.weight_coverage,
    w.member_count,
    w.disclosed_count,
    w.numeric_count,
    w.weight_known_count,
    w.is_settled,
    w.not_stated_count,
    w.no_source_count,
    w.carried_weight_count,
    w.change_pp,
    w.like_for_like_change_pp,
    w.like_for_like_count,
    w.like_for_like_weight_share,
    w.weights_change_pp,
    w.membership_change_pp,
    d.lowered_count,
    d.unchanged_count,
    d.raised_count,
    d.unknown_direction_count,
    own.evaluated_count,
    own.met_count,
    own.missed_count,
    own.evaluated_at_first_release_count,
    own.met_at_first_release_count,
    own.turned_to_met_count + own.turned_to_missed_count as turned_count,
    last.evaluated_count as last_evaluated_count,
    last.met_count as last_met_count,
    last.missed_count as last_missed_count,
    last.evaluated_at_first_release_count as last_evaluated_at_first_release_count,
    last.met_at_first_release_count as last_met_at_first_release_count,
    last.turned_to_met_count + last.turned_to_missed_count as last_turned_count,
    -- Until a round's outturns are out, the round before is the one that can be judged.
    case when own.evaluated_count > 0 then w.target_year else w.target_year - 1 end as completion_year,
    a.national_target,
    n.source_id as national_source_id,
    a.amplification_pp,
    a.amplification_low_pp,
    a.amplification_high_pp
from marts.weighted_targets as w
join marts.dim_indicator as i using (indicator)
join marts.dim_indicator as weighs on weighs.indicator = i.weight_indicator
join marts.target_delta_summary as d using (scope_code, indicator, target_year)
left join marts.completion_summary as own using (scope_code, indicator, target_year)
left join marts.completion_summary as last
    on last.scope_code = w.scope_code
    and last.indicator = w.indicator
    and last.target_year = w.target_year - 1
left join marts.target_amplification as a
    on a.indicator = w.indicator and a.target_year = w.target_year
left join marts.fct_targets as n
    on n.geography_code = '100000' and n.indicator = w.indicator and n.target_year = w.target_year
-- A round has its pages once it is known whether any province sets the target.
where w.scope_code = 'all' and w.disclosed_count + w.not_stated_count > 0
order by i.sort_order, w.target_year
