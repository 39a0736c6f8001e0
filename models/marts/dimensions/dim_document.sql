select
    geography_code,
    year,
    document_kind,
    publisher,
    title,
    published_on,
    is_read_in_full,
    source_id
from {{ ref('int_documents') }}
