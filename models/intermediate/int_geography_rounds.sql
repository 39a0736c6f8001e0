with

cells as (

    select * from {{ ref('int_cells') }}

),

targets as (

    select
        cells.*,
        qualifiers.is_disclosed,
        qualifiers.strength
    from cells
    inner join {{ ref('stg_qualifiers') }} as qualifiers
        on cells.qualifier = qualifiers.qualifier
    where cells.measure = 'target'

),

-- A round is the January in which targets for an indicator are announced.
rounds as (

    select distinct
        vintage,
        indicator,
        year as target_year
    from targets

),

-- Every geography in every round: what is missing is a row too.
grid as (

    select
        rounds.vintage,
        geographies.geography_code,
        geographies.level,
        rounds.indicator,
        rounds.target_year,
        rounds.target_year - 1 as weight_year,
        indicators.target_kind,
        indicators.better,
        indicators.weight_indicator
    from rounds
    cross join {{ ref('stg_geographies') }} as geographies
    inner join {{ ref('stg_indicators') }} as indicators
        on rounds.indicator = indicators.indicator

)

select
    grid.vintage,
    grid.geography_code,
    grid.level,
    grid.indicator,
    grid.target_year,
    grid.weight_year,
    grid.target_kind,
    grid.better,
    targets.figure as target_point,
    targets.wording,
    targets.strength,
    coalesce(targets.is_disclosed, false) as is_disclosed,
    previous_targets.figure as previous_target_point,
    previous_targets.wording as previous_wording,
    previous_targets.strength as previous_strength,
    coalesce(previous_targets.is_disclosed, false) as previous_is_disclosed,
    gdp_targets.figure as gdp_target_point,
    outturns.figure as outturn,
    sizes.figure as weight_100m_yuan
from grid
left join targets
    on grid.vintage = targets.vintage
    and grid.geography_code = targets.geography_code
    and grid.indicator = targets.indicator
    and grid.target_year = targets.year
left join targets as previous_targets
    on grid.vintage = previous_targets.vintage
    and grid.geography_code = previous_targets.geography_code
    and grid.indicator = previous_targets.indicator
    and grid.target_year - 1 = previous_targets.year
left join targets as gdp_targets
    on grid.vintage = gdp_targets.vintage
    and grid.geography_code = gdp_targets.geography_code
    and gdp_targets.indicator = 'gdp'
    and grid.target_year = gdp_targets.year
left join cells as outturns
    on grid.vintage = outturns.vintage
    and grid.geography_code = outturns.geography_code
    and grid.indicator = outturns.indicator
    and outturns.measure = 'outturn'
    and grid.target_year = outturns.year
left join cells as sizes
    on grid.vintage = sizes.vintage
    and grid.geography_code = sizes.geography_code
    and grid.weight_indicator = sizes.indicator
    and sizes.measure = 'size'
    and grid.weight_year = sizes.year
