with

-- Each statement of a target, by the title of the publication that makes it.
statements as (

    select distinct
        observations.geography_code,
        observations.indicator,
        observations.year,
        sources.title
    from {{ ref('int_observations_read') }} as observations
    inner join {{ ref('stg_sources') }} as sources
        on observations.source_id = sources.source_id
    inner join {{ ref('stg_qualifiers') }} as qualifiers
        on observations.qualifier = qualifiers.qualifier
    where observations.measure = 'target' and qualifiers.is_disclosed

)

select
    documents.geography_code,
    indicators.indicator,
    documents.year,
    documents.document_kind,
    documents.source_id,
    documents.from_number,
    statements.title is not null as has_target
from {{ ref('int_documents') }} as documents
inner join {{ ref('stg_indicators') }} as indicators
    on documents.document_kind = indicators.settled_by
left join statements
    on documents.geography_code = statements.geography_code
    and indicators.indicator = statements.indicator
    and documents.year = statements.year
    and documents.title = statements.title
where documents.is_read_in_full and documents.from_number is not null
