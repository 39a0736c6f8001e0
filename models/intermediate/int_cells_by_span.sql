with

-- The table is named twice, since DuckDB would store a CTE that is read twice as a whole.
behind as (

    select
        state_number,
        count(distinct source_number) as source_count,
        count(distinct case when words = 'not_disclosed' then source_number end) as denying_source_count,
        count(distinct figure) as distinct_value_count,
        min(figure) as min_value,
        max(figure) as max_value
    from {{ ref('int_observations_ranked') }}
    group by state_number

)

select
    chosen.state_number,
    chosen.from_number,
    chosen.to_number,
    chosen.observation_id,
    observations.cell_number,
    observations.geography_code,
    observations.level,
    observations.indicator,
    observations.measure,
    observations.year,
    chosen.figure,
    worded.qualifier,
    observations.source_id,
    worded.wording,
    observations.release,
    observations.published_on,
    observations.published_on_precision,
    worded.is_two_track,
    worded.target_low,
    observations.target_point,
    worded.target_high,
    wordings.observation_id as wording_observation_id,
    case when wordings.observation_id is not null then worded.source_id end as wording_source_id,
    wordings.is_wording_known,
    worded.stated_in,
    behind.source_count,
    behind.denying_source_count,
    behind.distinct_value_count,
    behind.min_value,
    behind.max_value
from {{ ref('int_observations_ranked') }} as chosen
inner join behind
    on chosen.state_number = behind.state_number
inner join {{ ref('int_observations_read') }} as observations
    on chosen.observation_id = observations.observation_id
left join {{ ref('int_target_wordings_ranked') }} as wordings
    on chosen.state_number = wordings.state_number
    and wordings.wording_rank = 1
-- Outturns and sizes have the wording of their value.
inner join {{ ref('int_observations_read') }} as worded
    on coalesce(wordings.observation_id, chosen.observation_id) = worded.observation_id
where chosen.choice_rank = 1
