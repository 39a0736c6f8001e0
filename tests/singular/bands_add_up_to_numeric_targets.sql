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

),

-- Every scope and round: levels in the totals, the others among the averages.
targets as (

    select
        vintage,
        scope_code,
        indicator,
        target_year,
        numeric_count
    from {{ ref('weighted_targets_asof') }}

    union all

    select
        vintage,
        scope_code,
        indicator,
        target_year,
        numeric_count
    from {{ ref('target_totals_asof') }}

)

select
    targets.vintage,
    targets.scope_code,
    targets.indicator,
    targets.target_year,
    targets.numeric_count,
    bands.banded_count
from targets
full outer join bands
    on targets.vintage = bands.vintage
    and targets.scope_code = bands.scope_code
    and targets.indicator = bands.indicator
    and targets.target_year = bands.target_year
where coalesce(bands.banded_count, 0) <> coalesce(targets.numeric_count, -1)
