with

-- A province of unknown size may stand anywhere, so a rank exists only where each size is known.
rounds as (

    select
        vintage,
        geography_code,
        level,
        target_year,
        weight_100m_yuan,
        count(*) over (partition by vintage, target_year) as province_count,
        count(weight_100m_yuan) over (partition by vintage, target_year) as weight_known_count
    from {{ ref('int_rounds_by_vintage') }}
    where indicator = 'gdp' and level = 'province'

)

select
    vintage,
    geography_code,
    target_year,
    cast(rank() over (partition by vintage, target_year order by weight_100m_yuan desc) as integer) as gdp_rank,
    level
from rounds
where weight_known_count = province_count
