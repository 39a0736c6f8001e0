with

-- A province of unknown size may stand anywhere, so a rank exists only where each size is known.
rounds as (

    select
        spans.vintage,
        rounds.geography_code,
        rounds.level,
        rounds.target_year,
        rounds.weight_100m_yuan,
        count(*) over (partition by spans.vintage, rounds.target_year) as province_count,
        count(rounds.weight_100m_yuan) over (partition by spans.vintage, rounds.target_year) as weight_known_count
    from {{ ref('int_rounds_by_span') }} as rounds
    inner join {{ ref('int_vintage_spans') }} as spans
        on rounds.from_number = spans.from_number
        and rounds.to_number = spans.to_number
    where rounds.indicator = 'gdp' and rounds.level = 'province'

)

select
    vintage,
    geography_code,
    target_year,
    cast(rank() over (partition by vintage, target_year order by weight_100m_yuan desc) as integer) as gdp_rank,
    level
from rounds
where weight_known_count = province_count
