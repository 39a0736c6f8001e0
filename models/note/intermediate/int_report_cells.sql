with

evidence as (

    {{ report_evidence_as_table() }}

),

-- What a note could rest on: what was known on its day, and, for one reading, what is known today.
knowledge as (

    select distinct is_of_today
    from evidence

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
        case when observations.qualifier = 'range' then observations.target_low else ranked.figure end as figure_low,
        case when observations.qualifier = 'range' then observations.target_high else ranked.figure end as figure_high,
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

independent as (

    select
        ordered.note_id,
        ordered.is_of_today,
        states.*
    from ordered
    inner join states
        on ordered.state_number = states.state_number
        and ordered.observation_id = states.observation_id
    where ordered.choice_rank = 1 and ordered.is_witness

),

-- What the note alone states. Two figures that it prints for one cell are both possible.
of_the_note as (

    select
        ordered.note_id,
        states.geography_code,
        states.indicator,
        states.measure,
        states.year,
        min(states.figure_low) as figure_low,
        max(states.figure_high) as figure_high,
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

),

cells as (

    select
        evidence.evidence,
        independent.note_id,
        independent.geography_code,
        independent.indicator,
        independent.measure,
        independent.year,
        case evidence.ranges
            when 'whole' then independent.figure_low
            when 'middle' then independent.figure
            else coalesce(independent.figure_low, independent.figure)
        end as figure_low,
        case evidence.ranges
            when 'whole' then independent.figure_high
            when 'middle' then independent.figure
            else coalesce(independent.figure_low, independent.figure)
        end as figure_high,
        independent.qualifier,
        independent.is_disclosed,
        independent.wording,
        independent.worded_as,
        independent.full_wording,
        independent.strength,
        independent.is_wording_known,
        independent.stated_in,
        independent.source_id,
        false as rests_on_report
    from independent
    inner join evidence
        on independent.is_of_today = evidence.is_of_today

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
        null as worded_as,
        null as full_wording,
        null as strength,
        null as is_wording_known,
        null as stated_in,
        of_the_note.source_id,
        true as rests_on_report
    from of_the_note

),

beside_growth as (

    select
        *,
        max(case when indicator = 'gdp' and measure = 'target' then figure_low end) over growth as gdp_target_low,
        max(case when indicator = 'gdp' and measure = 'target' then figure_high end) over growth as gdp_target_high
    from cells
    window growth as (partition by evidence, note_id, geography_code, year)

),

read as (

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
            when cells.qualifier in ('in_line_with_gdp', 'above_gdp') then cells.gdp_target_low
        end as value_low,
        case
            when cells.figure_high is not null then cells.figure_high
            when cells.measure <> 'target' then null
            when cells.qualifier = 'in_line_with_gdp' then cells.gdp_target_high
        end as value_high,
        case when cells.measure = 'target' then cells.is_disclosed end as is_disclosed,
        {%- for language in languages_of_explanations() %}
        case
            when cells.figure_low is null and cells.measure <> 'target' then {{ said('no_figure', language) }}
            when cells.figure_low is null
                then {{ said('quoted', language, {'words': 'coalesce(cells.wording, ' ~ said('words_only', language) ~ ')'}) }}
            when cells.figure_low = cells.figure_high then {{ number_in_words('cells.figure_low') }}
            else {{ said('from_to', language, {
                'low': number_in_words('cells.figure_low'), 'high': number_in_words('cells.figure_high'),
            }) }}
        end || case when cells.rests_on_report then '*' else '' end as {{ in_language('figure_text', language) }},
        {%- endfor %}
        cells.wording,
        cells.worded_as,
        cells.full_wording,
        cells.strength,
        cells.is_wording_known,
        cells.stated_in,
        cells.source_id,
        cells.rests_on_report
    from beside_growth as cells

),

-- Years in a row in which a target was missed; a year without target or outturn ends the row.
beside_outturns as (

    select
        evidence,
        note_id,
        geography_code,
        indicator,
        year,
        max(case when measure = 'target' then value_low end) as target_low,
        max(case when measure = 'target' then value_high end) as target_high,
        max(case when measure = 'outturn' then value_low end) as outturn_low,
        max(case when measure = 'outturn' then value_high end) as outturn_high,
        max(case when rests_on_report then 1 else 0 end) = 1 as rests_on_report,
        max(case when measure = 'outturn' then source_id end) as source_id
    from read
    where measure in ('target', 'outturn')
    group by evidence, note_id, geography_code, indicator, year
    having count(distinct measure) = 2

),

judged as (

    select
        figures.evidence,
        figures.note_id,
        figures.geography_code,
        figures.indicator,
        figures.year,
        case
            when indicators.better = 'higher' and figures.outturn_high < figures.target_low then 1
            when indicators.better = 'higher' and figures.outturn_low >= figures.target_high then 0
            when indicators.better = 'lower' and figures.outturn_low > figures.target_high then 1
            when indicators.better = 'lower' and figures.outturn_high <= figures.target_low then 0
        end as is_missed,
        figures.rests_on_report,
        figures.source_id
    from beside_outturns as figures
    inner join {{ ref('stg_indicators') }} as indicators
        on figures.indicator = indicators.indicator

),

followed as (

    select
        *,
        lag(year) over (partition by evidence, note_id, geography_code, indicator order by year) as earlier_year
    from judged

),

streaks as (

    select
        evidence,
        note_id,
        geography_code,
        indicator,
        year,
        year - max(case when is_missed is distinct from 1 then year when earlier_year = year - 1 then null else year - 1 end) over (
            partition by evidence, note_id, geography_code, indicator
            order by year
            rows between unbounded preceding and current row
        ) as streak_low,
        year - max(case when is_missed = 0 then year when earlier_year is null then year - 1 end) over (
            partition by evidence, note_id, geography_code, indicator
            order by year
            rows between unbounded preceding and current row
        ) as streak_high,
        rests_on_report,
        source_id
    from followed

)

select * from read

union all

select
    evidence,
    note_id,
    geography_code,
    indicator,
    'missed_streak' as measure,
    year,
    streak_low as value_low,
    streak_high as value_high,
    null as is_disclosed,
    {%- for language in languages_of_explanations() %}
    case
        when streak_low = streak_high then {{ as_text('streak_low') }}
        else {{ said('from_to', language, {'low': as_text('streak_low'), 'high': as_text('streak_high')}) }}
    end as {{ in_language('figure_text', language) }},
    {%- endfor %}
    null as wording,
    null as worded_as,
    null as full_wording,
    null as strength,
    null as is_wording_known,
    null as stated_in,
    source_id,
    rests_on_report
from streaks
