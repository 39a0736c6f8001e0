with

rounds as (

    select
        averages.vintage,
        averages.indicator,
        averages.target_year,
        averages.weighted_target,
        averages.weighted_low,
        averages.weighted_high,
        averages.weight_coverage,
        amplifications.national_target
    from {{ ref('weighted_targets_asof') }} as averages
    left join {{ ref('target_amplification_asof') }} as amplifications
        on averages.vintage = amplifications.vintage
        and averages.indicator = amplifications.indicator
        and averages.target_year = amplifications.target_year
    where averages.scope_code = 'all'

),

outlooks as (

    {{ national_target_outlooks('rounds', ['vintage']) }}

),

judged as (

    select
        *,
        {{ difference_pp('implied_national_target', 'national_target', 10) }} as error_pp
    from outlooks

),

past_errors as (

    select
        judged.vintage,
        judged.indicator,
        judged.target_year,
        count(*) as past_error_count,
        {{ round_to('avg(abs(past.error_pp))', 10) }} as mean_absolute_past_error_pp,
        max(abs(past.error_pp)) as largest_past_error_pp
    from judged
    inner join judged as past
        on judged.vintage = past.vintage
        and judged.indicator = past.indicator
        and judged.target_year > past.target_year
        and past.error_pp is not null
    group by judged.vintage, judged.indicator, judged.target_year

)

select
    judged.vintage,
    judged.indicator,
    judged.target_year,
    judged.weighted_target,
    judged.weight_coverage,
    judged.amplification_year_count,
    judged.mean_amplification_pp,
    judged.implied_national_target,
    judged.implied_low,
    judged.implied_high,
    judged.national_target,
    judged.error_pp,
    coalesce(past_errors.past_error_count, 0) as past_error_count,
    past_errors.mean_absolute_past_error_pp,
    past_errors.largest_past_error_pp
from judged
left join past_errors
    on judged.vintage = past_errors.vintage
    and judged.indicator = past_errors.indicator
    and judged.target_year = past_errors.target_year
