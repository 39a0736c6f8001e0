select * from {{ ref('stg_qualifiers') }}
