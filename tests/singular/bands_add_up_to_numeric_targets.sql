-- Each numeric target lies in exactly one band of its scope.
with

bands as (

    select
        vintage,
        scope_code,
        indicator,
        target_year,
        sum(geography_count) as banded_count
    from {{ ref('target_distribution_asof') }}
    group by vintage, scope_code, indicator, target_year

)

select
    targets.vintage,
    targets.scope_code,
    targets.indicator,
    targets.target_year,
    targets.numeric_count,
    bands.banded_count
from {{ ref('weighted_targets_asof') }} as targets
full outer join bands
    on targets.vintage = bands.vintage
    and targets.scope_code = bands.scope_code
    and targets.indicator = bands.indicator
    and targets.target_year = bands.target_year
where coalesce(bands.banded_count, 0) <> coalesce(targets.numeric_count, -1)
