select * from {{ ref('stg_vintages') }}
