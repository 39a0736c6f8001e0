select
    geography_code,
    year,
    rank,
    theme,
    true as is_main
from {{ ref('stg_task_order') }}

union all

select
    tasks.geography_code,
    tasks.year,
    tasks.rank,
    themes.theme,
    false as is_main
from {{ ref('stg_task_order') }} as tasks
inner join {{ ref('stg_themes') }} as themes
    on {{ dbt.position("concat(';', themes.theme, ';')", "concat(';', tasks.other_themes, ';')") }} > 0
