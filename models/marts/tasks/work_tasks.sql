select
    tasks.geography_code,
    tasks.year,
    tasks.rank,
    tasks.theme,
    tasks.other_themes,
    tasks.gist,
    tasks.paragraph,
    texts.source_id,
    geographies.level
from {{ ref('stg_task_order') }} as tasks
inner join {{ ref('stg_texts_read') }} as texts
    on tasks.geography_code = texts.geography_code
    and tasks.year = texts.year
inner join {{ ref('stg_geographies') }} as geographies
    on tasks.geography_code = geographies.geography_code
