-- What do the provinces' targets imply for the nation's, and how far off was that in the years before?
select
    indicator,
    target_year,
    round(weighted_target, 2) as weighted_target,
    round(mean_amplification_pp, 2) as mean_amplification_pp,
    amplification_year_count,
    round(implied_national_target, 2) as implied_national_target,
    national_target,
    round(error_pp, 2) as error_pp,
    round(mean_absolute_past_error_pp, 2) as mean_absolute_past_error_pp,
    round(largest_past_error_pp, 2) as largest_past_error_pp
from {{ ref('national_target_outlook') }}
order by indicator, target_year
