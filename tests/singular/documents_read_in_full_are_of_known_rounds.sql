-- A document that was read in full, of a province of which no source states any target of that year, was not read.
select
    documents.geography_code,
    documents.year,
    documents.document_kind,
    documents.title
from {{ ref('stg_documents') }} as documents
left join {{ ref('stg_observations') }} as observations
    on documents.geography_code = observations.geography_code
    and documents.year = observations.year
    and observations.measure = 'target'
where documents.is_read_in_full and observations.observation_id is null
