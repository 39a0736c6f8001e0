select * from {{ ref('int_lineage') }}
