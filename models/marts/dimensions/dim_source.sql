select
    *,
    published_on as source_published_on,
    published_on_precision as source_published_on_precision
from {{ ref('stg_sources') }}
