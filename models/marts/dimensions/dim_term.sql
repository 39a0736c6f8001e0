select * from {{ ref('stg_terms') }}
