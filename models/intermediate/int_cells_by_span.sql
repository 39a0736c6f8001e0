with

ranked as (

    select * from {{ ref('int_observations_ranked') }}

),

behind as (

    select
        state_number,
        count(distinct source_number) as source_count,
        count(distinct case when words = 'not_disclosed' then source_number end) as denying_source_count,
        count(distinct figure) as distinct_value_count,
        min(figure) as min_value,
        max(figure) as max_value
    from ranked
    group by state_number

)

select
    chosen.state_number,
    chosen.from_number,
    chosen.to_number,
    chosen.observation_id,
    observations.cell_number,
    observations.geography_code,
    observations.indicator,
    observations.measure,
    observations.year,
    chosen.figure,
    observations.qualifier,
    observations.source_id,
    observations.wording,
    observations.release,
    observations.published_on,
    observations.published_on_precision,
    observations.is_two_track,
    observations.target_low,
    observations.target_point,
    observations.target_high,
    behind.source_count,
    behind.denying_source_count,
    behind.distinct_value_count,
    behind.min_value,
    behind.max_value
from ranked as chosen
inner join behind
    on chosen.state_number = behind.state_number
inner join {{ ref('int_observations_read') }} as observations
    on chosen.observation_id = observations.observation_id
where chosen.choice_rank = 1
