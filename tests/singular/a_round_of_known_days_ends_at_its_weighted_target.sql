-- Once every target of a round has its day, the last day counts the same provinces as the average of the whole round.
with

last_days as (

    select
        *,
        row_number() over (partition by vintage, indicator, target_year order by announced_on desc) as days_from_the_end
    from {{ ref('round_progress_asof') }}
    where undated_count = 0

)

select
    averages.vintage,
    averages.indicator,
    averages.target_year,
    last_days.announced_count,
    averages.disclosed_count,
    last_days.weighted_target as at_the_last_day,
    averages.weighted_target
from {{ ref('weighted_targets_asof') }} as averages
inner join last_days
    on averages.vintage = last_days.vintage
    and averages.indicator = last_days.indicator
    and averages.target_year = last_days.target_year
    and last_days.days_from_the_end = 1
where
    averages.scope_code = 'all'
    and (
        last_days.announced_count <> averages.disclosed_count
        or last_days.numeric_count <> averages.numeric_count
        or last_days.weighted_target is distinct from averages.weighted_target
    )
