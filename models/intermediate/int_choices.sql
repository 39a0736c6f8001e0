with

ranked as (

    select * from {{ ref('int_observations_ranked') }}

),

behind as (

    select
        from_number,
        geography_code,
        indicator,
        measure,
        year,
        count(distinct source_id) as source_count,
        count(distinct figure) as distinct_value_count,
        min(figure) as min_value,
        max(figure) as max_value
    from ranked
    group by from_number, geography_code, indicator, measure, year

)

select
    chosen.*,
    observations.wording,
    observations.release,
    observations.published_on,
    observations.published_on_precision,
    observations.is_two_track,
    observations.target_low,
    observations.target_point,
    observations.target_high,
    behind.source_count,
    behind.distinct_value_count,
    behind.min_value,
    behind.max_value
from ranked as chosen
inner join behind
    on chosen.from_number = behind.from_number
    and chosen.geography_code = behind.geography_code
    and chosen.indicator = behind.indicator
    and chosen.measure = behind.measure
    and chosen.year = behind.year
inner join {{ ref('int_observations_read') }} as observations
    on chosen.observation_id = observations.observation_id
where chosen.choice_rank = 1
