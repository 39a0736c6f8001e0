select
    documents.geography_code,
    documents.year,
    documents.document_kind,
    documents.publisher,
    documents.title,
    documents.published_on,
    documents.is_read_in_full,
    documents.source_id,
    geographies.level,
    documents.published_on as delivered_on
from {{ ref('int_documents') }} as documents
inner join {{ ref('stg_geographies') }} as geographies
    on documents.geography_code = geographies.geography_code
