with

vintages as (

    select * from {{ ref('stg_vintages') }}

),

observations as (

    select * from {{ ref('int_observations_read') }}

),

sources as (

    select * from {{ ref('stg_sources') }}

),

-- What a vintage knows is what had been published by its day.
known as (

    select
        vintages.vintage,
        observations.*,
        sources.kind as source_kind,
        -- Words count as one value per qualifier, numbers as one value per number.
        case when observations.figure is null then observations.qualifier end as words
    from vintages
    inner join observations
        on vintages.as_of >= observations.published_on
    inner join sources
        on observations.source_id = sources.source_id

),

support as (

    select
        vintage,
        geography_code,
        indicator,
        measure,
        year,
        figure,
        words,
        count(distinct source_id) as source_count
    from known
    group by vintage, geography_code, indicator, measure, year, figure, words

),

criteria as (

    select
        known.*,
        case
            when known.figure is not null then 0
            when known.qualifier = 'not_disclosed' then 2
            else 1
        end as number_rank,
        case
            when known.indicator <> 'fiscal_revenue' or known.basis = 'natural' then 0
            when known.basis is null then 1
            else 2
        end as basis_rank,
        case
            when known.measure = 'target' or known.release = 'revised' then 0
            when known.release = 'final' then 1
            when known.release = 'first' then 2
            else 3
        end as release_rank,
        case when known.is_rounded then 1 else 0 end as rounded_rank,
        case known.source_kind
            when 'official' then 0
            when 'research' then 1
            when 'news' then 2
            when 'aggregator' then 3
            else 4
        end as source_kind_rank,
        -support.source_count as support_rank,
        {{ dbt.datediff("known.published_on", "cast('9999-12-31' as date)", "day") }} as date_rank
    from known
    inner join support
        on known.vintage = support.vintage
        and known.geography_code = support.geography_code
        and known.indicator = support.indicator
        and known.measure = support.measure
        and known.year = support.year
        and known.figure is not distinct from support.figure
        and known.words is not distinct from support.words

)

select
    *,
    row_number() over (
        partition by vintage, geography_code, indicator, measure, year
        order by {{ choosing_order() }}
    ) as choice_rank
from criteria
