-- Of the provinces that put their core function first in 2024, as the note reads them, which still do in 2025 and 2026?
with

functions as (

    select
        geography_code,
        year,
        min(rank) as function_rank
    from {{ ref('work_tasks') }}
    where theme = 'core_function' or other_themes like '%core_function%'
    group by geography_code, year

)

select
    geographies.name_en as province,
    tasks.year,
    tasks.theme as first_theme,
    tasks.gist as first_task,
    functions.function_rank
from {{ ref('mart_priorities') }} as priorities
inner join {{ ref('dim_geography') }} as geographies
    on priorities.geography_code = geographies.geography_code
inner join {{ ref('work_tasks') }} as tasks
    on priorities.geography_code = tasks.geography_code
    and tasks.rank = 1
left join functions
    on priorities.geography_code = functions.geography_code
    and tasks.year = functions.year
where priorities.theme = 'core_function' and priorities.rank_first and priorities.year = 2024
order by geographies.sort_order, tasks.year
