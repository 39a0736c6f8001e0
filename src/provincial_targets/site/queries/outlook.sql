-- What the provinces imply for the nation's target, and how far off that was: one row per indicator and target year.
select
    o.indicator,
    i.name_zh as indicator_zh,
    i.name_en as indicator_en,
    o.target_year,
    o.weighted_target,
    o.weight_coverage,
    o.mean_amplification_pp,
    o.amplification_year_count,
    o.implied_national_target,
    o.implied_low,
    o.implied_high,
    o.national_target,
    t.source_id as national_source_id,
    o.error_pp,
    o.past_error_count,
    o.mean_absolute_past_error_pp,
    o.largest_past_error_pp
from marts.national_target_outlook as o
join marts.dim_indicator as i using (indicator)
left join marts.fct_targets as t
    on t.indicator = o.indicator and t.target_year = o.target_year and t.geography_code = '100000'
order by i.sort_order, o.target_year desc
