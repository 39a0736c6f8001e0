select * from {{ ref('stg_geographies') }}
