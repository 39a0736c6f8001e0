-- Where every target has its day, the round as of the last day is the one of weighted_targets and target_delta_summary.
with

as_of_the_end as (

    {{ round_as_of(ref('fct_rounds'), '9999-12-31') }}

)

select
    as_of_the_end.indicator,
    as_of_the_end.target_year
from as_of_the_end
inner join {{ ref('weighted_targets') }} as averages
    on as_of_the_end.indicator = averages.indicator
    and as_of_the_end.target_year = averages.target_year
    and averages.scope_code = 'all'
inner join {{ ref('target_delta_summary') }} as deltas
    on averages.indicator = deltas.indicator
    and averages.target_year = deltas.target_year
    and averages.scope_code = deltas.scope_code
where
    as_of_the_end.announced_count > averages.disclosed_count
    or (
        as_of_the_end.announced_count = averages.disclosed_count
        and (
            as_of_the_end.numeric_count <> averages.numeric_count
            or as_of_the_end.lowered_count <> deltas.lowered_count
            or as_of_the_end.range_count <> deltas.range_count
            or abs(as_of_the_end.weighted_target - averages.weighted_target) > 1e-9
            or abs(as_of_the_end.like_for_like_change_pp - averages.like_for_like_change_pp) > 1e-9
        )
    )
