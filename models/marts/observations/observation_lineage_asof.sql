with

observations as (

    select * from {{ ref('int_observations_read') }}

),

ranked as (

    select * from {{ ref('int_observations_ranked') }}

),

winners as (

    select * from ranked
    where choice_rank = 1

),

wordings as (

    select * from {{ ref('int_target_wordings_ranked') }}

),

choices as (

    select * from {{ ref('int_cells_by_span') }}

),

spans as (

    select * from {{ ref('int_vintage_spans') }}
    where has_tables

),

last_vintage as (

    select max(vintage_number) as vintage_number
    from {{ ref('int_vintage_spans') }}

),

beginnings as (

    select
        cell_number,
        min(from_number) as from_number
    from choices
    group by cell_number

),

-- The role of each observation, once per span of vintages.
parts as (

    select
        ranked.observation_id,
        ranked.from_number,
        ranked.to_number,
        case when ranked.choice_rank = 1 then 'chosen' else 'alternative' end as role,
        case when ranked.choice_rank > 1 then {{ reason_not_chosen(choosing_criteria(), 'ranked', 'winners') }} end as reason,
        winners.observation_id as chosen_observation_id,
        case
            when shown.observation_id is null then null
            when wordings.observation_id is null then 'states another figure'
            when wordings.wording_rank > 1 then {{ reason_not_chosen(wording_criteria(), 'wordings', 'shown') }}
        end as wording_reason,
        shown.observation_id as wording_observation_id
    from ranked
    inner join winners
        on ranked.state_number = winners.state_number
    left join wordings as shown
        on ranked.state_number = shown.state_number
        and shown.wording_rank = 1
    left join wordings
        on ranked.state_number = wordings.state_number
        and ranked.observation_id = wordings.observation_id

    union all

    -- Published after the vintage; other observations of the cell are known.
    select
        observations.observation_id,
        choices.from_number,
        choices.to_number,
        'not_yet_known' as role,
        'published after the vintage' as reason,
        choices.observation_id as chosen_observation_id,
        'published after the vintage' as wording_reason,
        choices.wording_observation_id
    from observations
    inner join choices
        on observations.cell_number = choices.cell_number
        and coalesce(observations.known_from > choices.from_number, true)

    union all

    -- Published after the vintage; no observation of the cell is known.
    select
        observations.observation_id,
        1 as from_number,
        coalesce(beginnings.from_number - 1, last_vintage.vintage_number) as to_number,
        'not_yet_known' as role,
        'published after the vintage' as reason,
        cast(null as {{ dbt.type_string() }}) as chosen_observation_id,
        'published after the vintage' as wording_reason,
        cast(null as {{ dbt.type_string() }}) as wording_observation_id
    from observations
    left join beginnings
        on observations.cell_number = beginnings.cell_number
    cross join last_vintage
    where coalesce(beginnings.from_number, 2) > 1

)

select
    spans.vintage,
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
    parts.role,
    parts.reason,
    parts.chosen_observation_id,
    case when observations.measure = 'target' then coalesce(parts.wording_observation_id = parts.observation_id, false) end
        as is_wording_chosen,
    case when observations.measure = 'target' then parts.wording_reason end as wording_reason,
    parts.wording_observation_id,
    observations.level,
    observations.stated_in
from parts
inner join observations
    on parts.observation_id = observations.observation_id
inner join spans
    on parts.from_number = spans.from_number
    and parts.to_number = spans.to_number
