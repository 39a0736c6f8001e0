with

ranked as (

    select * from {{ ref('int_observations_ranked') }}

),

behind as (

    select
        vintage,
        geography_code,
        indicator,
        measure,
        year,
        count(distinct source_id) as source_count,
        count(distinct figure) as distinct_value_count,
        min(figure) as min_value,
        max(figure) as max_value
    from ranked
    group by vintage, geography_code, indicator, measure, year

),

chosen as (

    select * from ranked
    where choice_rank = 1

)

select
    chosen.*,
    behind.source_count,
    behind.distinct_value_count,
    behind.min_value,
    behind.max_value
from chosen
inner join behind
    on chosen.vintage = behind.vintage
    and chosen.geography_code = behind.geography_code
    and chosen.indicator = behind.indicator
    and chosen.measure = behind.measure
    and chosen.year = behind.year
