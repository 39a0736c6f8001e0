-- How much higher than the nation do the provinces aim together, and within which bounds?
select
    target_year,
    national_target,
    round(weighted_provincial_target, 2) as weighted_provincial_target,
    round(amplification_pp, 2) as amplification_pp,
    round(amplification_low_pp, 2) as amplification_low_pp,
    round(amplification_high_pp, 2) as amplification_high_pp,
    numeric_count,
    member_count
from {{ ref('target_amplification') }}
where indicator = 'gdp'
order by target_year
