select
    source_id,
    publisher,
    title,
    url,
    kind,
    published_on,
    published_on_precision
from {{ ref('sources') }}
