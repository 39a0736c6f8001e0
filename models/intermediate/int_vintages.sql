select
    vintage,
    as_of,
    name_zh,
    name_en
from {{ ref('stg_vintages') }}

union all

select
    note_id as vintage,
    published_on as as_of,
    name_zh,
    name_en
from {{ ref('stg_notes') }}
where published_on is not null
