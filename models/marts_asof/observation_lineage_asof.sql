with

vintages as (

    select * from {{ ref('stg_vintages') }}

),

observations as (

    select * from {{ ref('int_observations_read') }}

),

ranked as (

    select * from {{ ref('int_observations_ranked') }}

),

chosen as (

    select * from {{ ref('int_cells') }}

)

select
    vintages.vintage,
    observations.observation_id,
    observations.geography_code,
    observations.indicator,
    observations.measure,
    observations.year,
    observations.figure,
    observations.qualifier,
    observations.wording,
    observations.unit,
    observations.basis,
    observations.release,
    observations.source_id,
    observations.published_on,
    case
        when ranked.choice_rank is null then 'not_yet_known'
        when ranked.choice_rank = 1 then 'chosen'
        else 'alternative'
    end as role,
    case
        when ranked.choice_rank is null then 'published after the vintage'
        when ranked.choice_rank > 1 then {{ reason_not_chosen('ranked', 'chosen') }}
    end as reason,
    chosen.observation_id as chosen_observation_id
from vintages
cross join observations
left join ranked
    on vintages.vintage = ranked.vintage
    and observations.observation_id = ranked.observation_id
left join chosen
    on vintages.vintage = chosen.vintage
    and observations.geography_code = chosen.geography_code
    and observations.indicator = chosen.indicator
    and observations.measure = chosen.measure
    and observations.year = chosen.year
