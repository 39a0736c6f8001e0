-- The tasks of a province's work reports in their order: one row per year and task.
select
    t.geography_code,
    t.year,
    t.rank as task_rank,
    d.name_zh as theme_zh,
    d.name_en as theme_en,
    (
        select string_agg(o.name_zh, '、' order by o.sort_order) from marts.dim_theme as o
        where list_contains(string_split(t.other_themes, ';'), o.theme)
    ) as other_themes_zh,
    (
        select string_agg(o.name_en, ', ' order by o.sort_order) from marts.dim_theme as o
        where list_contains(string_split(t.other_themes, ';'), o.theme)
    ) as other_themes_en,
    t.gist,
    t.source_id
from marts.work_tasks as t
join marts.dim_theme as d using (theme)
order by t.geography_code, t.year desc, t.rank
