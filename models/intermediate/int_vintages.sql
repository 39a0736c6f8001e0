select
    vintage,
    as_of,
    name_zh,
    name_en,
    true as has_tables
from {{ ref('stg_vintages') }}

union all

select
    notes.note_id as vintage,
    notes.published_on as as_of,
    notes.name_zh,
    notes.name_en,
    false as has_tables
from {{ ref('stg_notes') }} as notes
left join {{ ref('stg_vintages') }} as vintages
    on notes.note_id = vintages.vintage
where notes.published_on is not null
    and vintages.vintage is null
