with

-- A day in a later year belongs to a later account of the round.
stated as (

    select
        observations.geography_code,
        observations.indicator,
        observations.year as target_year,
        observations.published_on as announced_on,
        observations.published_on_precision as announced_on_precision,
        case observations.published_on_precision when 'day' then 2 when 'month' then 3 else 4 end as day_rank
    from {{ ref('int_observations_read') }} as observations
    inner join {{ ref('stg_qualifiers') }} as qualifiers
        on observations.qualifier = qualifiers.qualifier
        and qualifiers.is_disclosed
    where
        observations.measure = 'target'
        and extract(year from observations.published_on) <= observations.year

    union all

    select
        settling.geography_code,
        settling.indicator,
        settling.year as target_year,
        documents.published_on as announced_on,
        'day' as announced_on_precision,
        1 as day_rank
    from {{ ref('int_settling_documents') }} as settling
    inner join {{ ref('int_documents') }} as documents
        on settling.geography_code = documents.geography_code
        and settling.year = documents.year
        and settling.document_kind = documents.document_kind
    where settling.has_target

),

first_days as (

    select
        geography_code,
        indicator,
        target_year,
        announced_on_precision,
        day_rank,
        min(announced_on) as announced_on
    from stated
    group by geography_code, indicator, target_year, announced_on_precision, day_rank

),

ranked as (

    select
        vintages.vintage,
        first_days.*,
        row_number() over (
            partition by vintages.vintage, first_days.geography_code, first_days.indicator, first_days.target_year
            order by first_days.day_rank
        ) as choice_rank
    from first_days
    inner join {{ ref('int_vintages') }} as vintages
        on first_days.announced_on <= vintages.as_of
        and vintages.has_tables

)

select
    vintage,
    geography_code,
    indicator,
    target_year,
    announced_on,
    announced_on_precision
from ranked
where choice_rank = 1
