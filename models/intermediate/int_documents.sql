with

-- A text that stands in several places has a source for each.
sources as (

    select
        title,
        min(source_id) as source_id
    from {{ ref('stg_sources') }}
    group by title

),

days as (

    select
        published.published_on,
        min(vintages.vintage_number) as from_number
    from (select distinct published_on from {{ ref('stg_documents') }}) as published
    inner join {{ ref('int_vintage_spans') }} as vintages
        on published.published_on <= vintages.as_of
    group by published.published_on

)

select
    documents.geography_code,
    documents.year,
    documents.document_kind,
    documents.publisher,
    documents.title,
    documents.published_on,
    documents.is_read_in_full,
    sources.source_id,
    days.from_number
from {{ ref('stg_documents') }} as documents
left join sources
    on documents.title = sources.title
left join days
    on documents.published_on = days.published_on
