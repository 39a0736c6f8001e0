{#- View: recomputing is cheaper than storing. The wordings, which cost most, are stored in int_wordings. -#}
{{ config(materialized='view') }}

with

observations as (

    select * from {{ ref('stg_observations') }}

),

wordings as (

    select * from {{ ref('int_wordings') }}

),

exceptions as (

    select * from {{ ref('stg_wording_exceptions') }}

),

vintages as (

    select * from {{ ref('int_vintage_spans') }}
    where from_number = to_number

),

-- The first vintage that includes each day of publication.
days as (

    select
        published.published_on,
        min(vintages.vintage_number) as known_from
    from (select distinct published_on from {{ ref('stg_observations') }}) as published
    inner join vintages
        on published.published_on <= vintages.as_of
    group by published.published_on

),

-- One integer key joins faster than four columns.
geographies as (

    select
        geography_code,
        level,
        cast(row_number() over (order by geography_code) as {{ dbt.type_bigint() }}) as geography_number
    from {{ ref('stg_geographies') }}

),

indicators as (

    select
        indicator,
        is_reduction,
        row_number() over (order by indicator) as indicator_number
    from {{ ref('stg_indicators') }}

),

qualified as (

    select
        observations.*,
        -- Digits from the right: four for the year, two for the measure, four for the indicator, the rest for the geography.
        geographies.geography_number * 10000000000
        + indicators.indicator_number * 1000000
        + case observations.measure when 'target' then 1 when 'outturn' then 2 else 3 end * 10000
        + observations.year as cell_number,
        geographies.level,
        days.known_from,
        indicators.is_reduction,
        {{ turned_if_reduction('wordings.stated_number', 'indicators.is_reduction') }} as stated_number,
        case when indicators.is_reduction then -wordings.range_high else wordings.range_low end as range_low,
        case when indicators.is_reduction then -wordings.range_low else wordings.range_high end as range_high,
        exceptions.reason is not null as is_reviewed,
        coalesce(wordings.is_two_track, false) as is_two_track,
        coalesce(wordings.is_clause, false) as is_clause,
        case observations.measure when 'target' then {{ stated_in('observations.note', 'sources.title') }} end as stated_in,
        case
            when observations.measure <> 'target' then null
            when exceptions.qualifier is not null then exceptions.qualifier
            -- A number that its wording does not qualify is exact.
            when observations.value is not null and not coalesce(qualifiers.is_numeric, false) then 'exact'
            else coalesce({{ qualifier_turned_if_reduction('wordings.qualifier', 'indicators.is_reduction') }}, 'qualitative')
        end as qualifier
    from observations
    inner join geographies
        on observations.geography_code = geographies.geography_code
    inner join indicators
        on observations.indicator = indicators.indicator
    left join {{ ref('stg_sources') }} as sources
        on observations.source_id = sources.source_id
    left join wordings
        on observations.raw_text = wordings.wording
        and observations.unit = wordings.unit
    left join {{ ref('stg_qualifiers') }} as qualifiers
        on wordings.qualifier = qualifiers.qualifier
    left join exceptions
        on observations.unit = exceptions.unit
        and observations.raw_text = exceptions.wording
        and observations.value is not distinct from exceptions.value
    left join days
        on observations.published_on = days.published_on

),

numbered as (

    select
        *,
        -- The typed value counts; without one, the number of the wording counts only if it bounds the target.
        case
            when qualifier = 'range' then coalesce(value, {{ midpoint('range_low', 'range_high') }})
            when qualifier in ('at_least', 'at_most') then coalesce(value, stated_number)
            when qualifier in ('exact', 'about') or measure <> 'target' then value
        end as figure
    from qualified

)

select
    observation_id,
    cell_number,
    geography_code,
    level,
    indicator,
    measure,
    year,
    value,
    raw_text as wording,
    unit,
    basis,
    release,
    is_rounded,
    published_on,
    published_on_precision,
    known_from,
    source_id,
    is_reduction,
    is_reviewed,
    qualifier,
    is_two_track,
    is_clause,
    stated_in,
    figure,
    case
        when qualifier = 'range' then range_low
        when qualifier in ('exact', 'about', 'at_least') then figure
    end as target_low,
    case when measure = 'target' then figure end as target_point,
    case
        when qualifier = 'range' then range_high
        when qualifier in ('exact', 'about', 'at_most') then figure
    end as target_high
from numbered
