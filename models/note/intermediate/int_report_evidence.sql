with

-- What a note could rest on: what was known on its day, and, for one reading, what is known today.
knowledge as (

    select false as is_of_today

    union all

    select true as is_of_today

),

notes as (

    select
        notes.note_id,
        notes.publisher,
        knowledge.is_of_today,
        case
            when knowledge.is_of_today or notes.published_on is null then '{{ var("latest_vintage") }}'
            else notes.note_id
        end as vintage,
        min(claims.target_year) as first_year,
        max(claims.target_year) as last_year
    from {{ ref('stg_notes') }} as notes
    inner join {{ ref('stg_report_claims') }} as claims
        on notes.note_id = claims.note_id
    cross join knowledge
    group by notes.note_id, notes.publisher, notes.published_on, knowledge.is_of_today

),

-- What a claim is about, and growth, with which other targets are compared.
subjects as (

    select distinct
        note_id,
        indicator
    from {{ ref('stg_report_claims') }}

    union

    select distinct
        note_id,
        'gdp' as indicator
    from {{ ref('stg_report_claims') }}

),

-- The sources of a note's own publisher.
own_sources as (

    select
        notes.note_id,
        sources.source_id
    from {{ ref('stg_notes') }} as notes
    inner join {{ ref('stg_sources') }} as sources
        on {{ is_of_the_note('sources', 'notes') }}

),

-- Beside each observation what does not depend on the note. Joined first, since Postgres underestimates the rows of the next step
-- by far, and would compare each of them with each cell.
states as (

    select
        ranked.*,
        observations.cell_number,
        observations.geography_code,
        observations.indicator,
        observations.measure,
        observations.year,
        observations.source_id,
        observations.qualifier,
        observations.wording,
        qualifiers.is_disclosed,
        case when observations.qualifier = 'range' then observations.target_low else ranked.figure end as stated_low,
        case when observations.qualifier = 'range' then observations.target_high else ranked.figure end as stated_high,
        -- The wording that the marts show, where they show the same number.
        case when ranked.figure is null then 'words' else worded.qualifier end as worded_as,
        worded.wording as full_wording,
        wordings.strength,
        worded.is_wording_known,
        worded.stated_in
    from {{ ref('int_observations_ranked') }} as ranked
    inner join {{ ref('int_observations_read') }} as observations
        on ranked.observation_id = observations.observation_id
    -- Notes have figures of the nation and the provinces only.
    inner join {{ ref('stg_geographies') }} as geographies
        on observations.geography_code = geographies.geography_code
        and geographies.level in ('nation', 'province')
    left join {{ ref('stg_qualifiers') }} as qualifiers
        on observations.qualifier = qualifiers.qualifier
    left join {{ ref('int_cells_by_span') }} as worded
        on ranked.state_number = worded.state_number
        and ranked.figure is not distinct from worded.figure
        and observations.measure = worded.measure
    left join {{ ref('stg_qualifiers') }} as wordings
        on worded.qualifier = wordings.qualifier

),

-- What each note could rest on. Few columns, as all of these rows are sorted below.
known as (

    select
        notes.note_id,
        notes.is_of_today,
        own_sources.source_id is not null as is_of_the_note,
        own_sources.source_id is null and (states.measure = 'target' or states.figure is not null) as is_witness,
        states.state_number,
        states.cell_number,
        states.number_rank,
        states.basis_rank,
        states.release_rank,
        states.rounded_rank,
        states.source_kind_rank,
        states.revision_rank,
        states.support_rank,
        states.date_rank,
        states.source_number,
        states.observation_id
    from states
    inner join {{ ref('int_vintage_spans') }} as spans
        on states.from_number = spans.from_number
        and states.to_number = spans.to_number
    inner join notes
        on spans.vintage = notes.vintage
        -- The year before the first one, the years that give its mean amplification, and the sizes that weigh those.
        and states.year between notes.first_year - {{ var('outlook_years') + 1 }} and notes.last_year
    inner join subjects
        on notes.note_id = subjects.note_id
        and states.indicator = subjects.indicator
    left join own_sources
        on notes.note_id = own_sources.note_id
        and states.source_id = own_sources.source_id

),

-- Evidence independent of the note comes first. Support is counted among sources of one kind, so the report does not add to it.
-- Window functions instead of a join of the rows with themselves, whose number Postgres underestimates by far.
ordered as (

    select
        note_id,
        is_of_today,
        is_of_the_note,
        is_witness,
        state_number,
        observation_id,
        row_number() over (
            partition by note_id, is_of_today, cell_number
            order by case when is_witness then 0 else 1 end, {{ choosing_order() }}
        ) as choice_rank,
        max(case when is_witness then 1 else 0 end) over (partition by note_id, is_of_today, cell_number) as has_witness
    from known

),

-- Two figures that a note prints for one cell, and nobody else states, are both possible.
of_the_note as (

    select
        ordered.note_id,
        states.geography_code,
        states.indicator,
        states.measure,
        states.year,
        min(states.stated_low) as stated_low,
        max(states.stated_high) as stated_high,
        min(states.qualifier) as qualifier,
        max(case when states.is_disclosed then 1 else 0 end) = 1 as is_disclosed,
        min(states.wording) as wording,
        min(states.source_id) as source_id
    from ordered
    inner join states
        on ordered.state_number = states.state_number
        and ordered.observation_id = states.observation_id
    where ordered.is_of_the_note and not ordered.is_of_today and ordered.has_witness = 0
    group by ordered.note_id, states.geography_code, states.indicator, states.measure, states.year

)

select
    ordered.note_id,
    ordered.is_of_today,
    states.geography_code,
    states.indicator,
    states.measure,
    states.year,
    states.figure,
    states.stated_low,
    states.stated_high,
    states.qualifier,
    states.is_disclosed,
    states.wording,
    states.worded_as,
    states.full_wording,
    states.strength,
    states.is_wording_known,
    states.stated_in,
    states.source_id,
    false as rests_on_report
from ordered
inner join states
    on ordered.state_number = states.state_number
    and ordered.observation_id = states.observation_id
where ordered.choice_rank = 1 and ordered.is_witness

union all

select
    note_id,
    false as is_of_today,
    geography_code,
    indicator,
    measure,
    year,
    null as figure,
    stated_low,
    stated_high,
    qualifier,
    is_disclosed,
    wording,
    null as worded_as,
    null as full_wording,
    null as strength,
    null as is_wording_known,
    null as stated_in,
    source_id,
    true as rests_on_report
from of_the_note
