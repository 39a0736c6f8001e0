-- Where the theme of a task stands in a province's work report: one row per province, year and theme, by its earliest task.
with themed as (
    select geography_code, year, rank, unnest(string_split(concat_ws(';', theme, other_themes), ';')) as theme
    from marts.work_tasks
)

select
    t.year,
    g.geography_code,
    g.name_zh,
    g.name_en,
    g.sort_order,
    t.theme,
    d.name_zh as theme_zh,
    d.name_en as theme_en,
    d.sort_order as theme_order,
    min(t.rank) as task_rank,
    case when min(t.rank) = 1 then 5 when min(t.rank) <= 3 then 4 when min(t.rank) <= 5 then 3 when min(t.rank) <= 8 then 2 else 1 end as shade
from themed as t
join marts.dim_theme as d using (theme)
join marts.dim_geography as g using (geography_code)
group by all
order by t.year desc, g.sort_order, d.sort_order
