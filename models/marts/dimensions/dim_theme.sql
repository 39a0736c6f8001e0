select * from {{ ref('stg_themes') }}
