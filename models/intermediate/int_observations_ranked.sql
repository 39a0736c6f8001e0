{%- set alike = ['state_number'] + criteria_before('support_rank') + ['figure', 'words'] -%}

with

observations as (

    select * from {{ ref('int_observations_read') }}

),

preferences as (

    select * from {{ ref('stg_preferences') }}

),

-- The last criterion but one: of observations that are equal in all else, the smaller source_id is taken.
sources as (

    select
        sources.source_id,
        kinds.preference_rank as source_kind_rank,
        row_number() over (order by sources.source_id) as source_number
    from {{ ref('stg_sources') }} as sources
    left join preferences as kinds
        on sources.kind = kinds.code
        and kinds.criterion = 'source_kind'

),

criteria as (

    select
        observations.observation_id,
        observations.cell_number,
        observations.known_from,
        observations.figure,
        sources.source_number,
        -- Without a number, sources agree if their qualifier is equal.
        case when observations.figure is null then observations.qualifier end as words,
        case
            when observations.figure is not null then 0
            when observations.qualifier = 'not_disclosed' then 2
            else 1
        end as number_rank,
        case observations.indicator when 'fiscal_revenue' then bases.preference_rank else 0 end as basis_rank,
        case observations.measure when 'target' then 0 else releases.preference_rank end as release_rank,
        case when observations.is_rounded then 1 else 0 end as rounded_rank,
        sources.source_kind_rank,
        {{ dbt.datediff("observations.published_on", "cast('9999-12-31' as date)", "day") }} as date_rank,
        observations.measure <> 'target' and observations.release = 'revised' as is_revision
    from observations
    inner join sources
        on observations.source_id = sources.source_id
    left join preferences as bases
        on coalesce(observations.basis, 'unknown') = bases.code
        and bases.criterion = 'basis'
    left join preferences as releases
        on observations.release = releases.code
        and releases.criterion = 'release'
    where observations.known_from is not null

),

-- Candidates change only when a new observation becomes known; rank once per state.
changes as (

    select distinct
        cell_number,
        known_from
    from criteria

),

last_vintage as (

    select max(vintage_number) as vintage_number
    from {{ ref('int_vintage_spans') }}

),

states as (

    select
        changes.cell_number * 1000 + changes.known_from as state_number,
        changes.cell_number,
        changes.known_from as from_number,
        coalesce(
            lead(changes.known_from) over (partition by changes.cell_number order by changes.known_from) - 1,
            last_vintage.vintage_number
        ) as to_number
    from changes
    cross join last_vintage

),

known as (

    select
        states.state_number,
        states.from_number,
        states.to_number,
        criteria.observation_id,
        criteria.source_number,
        criteria.figure,
        criteria.words,
        criteria.number_rank,
        criteria.basis_rank,
        criteria.release_rank,
        criteria.rounded_rank,
        criteria.source_kind_rank,
        -- The latest revision is preferred, however many sources still state an earlier one.
        case when criteria.is_revision then criteria.date_rank else 0 end as revision_rank,
        criteria.date_rank
    from states
    inner join criteria
        on states.cell_number = criteria.cell_number
        and states.from_number >= criteria.known_from

),

-- Count only the sources that are equal in every criterion before this one.
numbered as (

    select
        *,
        dense_rank() over (partition by {{ alike | join(', ') }} order by source_number) as source_place
    from known

),

supported as (

    select
        *,
        -max(source_place) over (partition by {{ alike | join(', ') }}) as support_rank
    from numbered

)

-- Columns of the observation are joined later: storing them here would double the cost of this table.
select
    state_number,
    from_number,
    to_number,
    observation_id,
    source_number,
    figure,
    words,
    number_rank,
    basis_rank,
    release_rank,
    rounded_rank,
    source_kind_rank,
    revision_rank,
    support_rank,
    date_rank,
    row_number() over (
        partition by state_number
        order by {{ choosing_order() }}
    ) as choice_rank
from supported
