with

-- A note is judged at the vintage of its day; without a day, by all that is known.
notes as (

    select
        notes.note_id,
        notes.publisher,
        case when notes.published_on is null then '{{ var("latest_vintage") }}' else notes.note_id end as vintage,
        min(claims.target_year) as first_year,
        max(claims.target_year) as last_year
    from {{ ref('stg_notes') }} as notes
    inner join {{ ref('stg_report_claims') }} as claims
        on notes.note_id = claims.note_id
    group by notes.note_id, notes.publisher, notes.published_on

),

ranked as (

    select
        notes.note_id,
        ranked.*,
        observations.cell_number,
        observations.geography_code,
        observations.indicator,
        observations.measure,
        observations.year,
        observations.source_id,
        {{ is_of_the_note('sources', 'notes') }} as is_of_the_note,
        observations.qualifier,
        observations.wording,
        qualifiers.is_disclosed,
        case when observations.qualifier = 'range' then observations.target_low else ranked.figure end as figure_low,
        case when observations.qualifier = 'range' then observations.target_high else ranked.figure end as figure_high
    from {{ ref('int_observations_ranked') }} as ranked
    inner join {{ ref('int_vintage_spans') }} as spans
        on ranked.from_number = spans.from_number
        and ranked.to_number = spans.to_number
    inner join notes
        on spans.vintage = notes.vintage
    inner join {{ ref('int_observations_read') }} as observations
        on ranked.observation_id = observations.observation_id
        -- The year before the first one, the years that give its mean amplification, and the sizes that weigh those.
        and observations.year between notes.first_year - {{ var('outlook_years') + 1 }} and notes.last_year
    inner join {{ ref('stg_sources') }} as sources
        on observations.source_id = sources.source_id
    -- Notes have figures of the nation and the provinces only.
    inner join {{ ref('stg_geographies') }} as geographies
        on observations.geography_code = geographies.geography_code
        and geographies.level in ('nation', 'province')
    left join {{ ref('stg_qualifiers') }} as qualifiers
        on observations.qualifier = qualifiers.qualifier

),

-- Evidence independent of the note. Support is counted among sources of one kind, so the report does not add to it.
witnesses as (

    select
        note_id,
        cell_number,
        geography_code,
        indicator,
        measure,
        year,
        figure_low,
        figure_high,
        qualifier,
        is_disclosed,
        wording,
        number_rank,
        basis_rank,
        release_rank,
        rounded_rank,
        source_kind_rank,
        revision_rank,
        support_rank,
        date_rank,
        source_number,
        source_id,
        observation_id
    from ranked
    where not is_of_the_note and (measure = 'target' or figure is not null)

),

chosen as (

    select
        *,
        row_number() over (
            partition by note_id, cell_number
            order by {{ choosing_order() }}
        ) as choice_rank
    from witnesses

),

independent as (

    select * from chosen
    where choice_rank = 1

),

-- Two figures that the note prints for one cell are both possible.
of_the_note as (

    select
        note_id,
        geography_code,
        indicator,
        measure,
        year,
        min(figure_low) as figure_low,
        max(figure_high) as figure_high,
        min(qualifier) as qualifier,
        max(case when is_disclosed then 1 else 0 end) = 1 as is_disclosed,
        min(wording) as wording,
        min(source_id) as source_id
    from ranked
    where is_of_the_note
    group by note_id, geography_code, indicator, measure, year

),

evidence as (

    {{ report_evidence() }}

),

cells as (

    select
        evidence.evidence,
        independent.note_id,
        independent.geography_code,
        independent.indicator,
        independent.measure,
        independent.year,
        independent.figure_low,
        independent.figure_high,
        independent.qualifier,
        independent.is_disclosed,
        independent.wording,
        independent.source_id,
        false as rests_on_report
    from independent
    cross join evidence

    union all

    select
        'all' as evidence,
        of_the_note.note_id,
        of_the_note.geography_code,
        of_the_note.indicator,
        of_the_note.measure,
        of_the_note.year,
        of_the_note.figure_low,
        of_the_note.figure_high,
        of_the_note.qualifier,
        of_the_note.is_disclosed,
        of_the_note.wording,
        of_the_note.source_id,
        true as rests_on_report
    from of_the_note
    left join independent
        on of_the_note.note_id = independent.note_id
        and of_the_note.geography_code = independent.geography_code
        and of_the_note.indicator = independent.indicator
        and of_the_note.measure = independent.measure
        and of_the_note.year = independent.year
    where independent.geography_code is null

)

select
    cells.evidence,
    cells.note_id,
    cells.geography_code,
    cells.indicator,
    cells.measure,
    cells.year,
    -- int_report_terms fills a bound that is missing with the accepted range of the indicator.
    case
        when cells.figure_low is not null then cells.figure_low
        when cells.measure <> 'target' then null
        when cells.qualifier = 'positive' then 0
        when cells.qualifier in ('in_line_with_gdp', 'above_gdp') then gdp_targets.figure_low
    end as value_low,
    case
        when cells.figure_high is not null then cells.figure_high
        when cells.measure <> 'target' then null
        when cells.qualifier = 'in_line_with_gdp' then gdp_targets.figure_high
    end as value_high,
    case when cells.measure = 'target' then cells.is_disclosed end as is_disclosed,
    case
        when cells.figure_low is null and cells.measure <> 'target' then 'no figure'
        when cells.figure_low is null then '"' || coalesce(cells.wording, 'words only') || '"'
        when cells.figure_low = cells.figure_high then {{ number_in_words('cells.figure_low') }}
        else {{ number_in_words('cells.figure_low') }} || ' to ' || {{ number_in_words('cells.figure_high') }}
    end || case when cells.rests_on_report then '*' else '' end as figure_text,
    cells.wording,
    cells.source_id,
    cells.rests_on_report
from cells
left join cells as gdp_targets
    on cells.evidence = gdp_targets.evidence
    and cells.note_id = gdp_targets.note_id
    and cells.geography_code = gdp_targets.geography_code
    and cells.year = gdp_targets.year
    and gdp_targets.indicator = 'gdp'
    and gdp_targets.measure = 'target'
