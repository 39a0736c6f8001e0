-- The provinces that the note names for putting their core function first, in the years after: one row per province and year.
with themed as (
    select geography_code, year, rank, unnest(string_split(concat_ws(';', theme, other_themes), ';')) as theme
    from marts.work_tasks
),

functions as (
    select geography_code, year, min(rank) as function_rank from themed where theme = 'core_function' group by all
)

select
    p.geography_code,
    g.name_zh,
    g.name_en,
    t.year,
    d.name_zh as first_theme_zh,
    d.name_en as first_theme_en,
    t.gist,
    f.function_rank,
    t.theme = 'core_function' as is_first,
    t.source_id
from marts.priorities as p
join marts.dim_geography as g using (geography_code)
join marts.work_tasks as t on t.geography_code = p.geography_code and t.rank = 1 and t.year > p.year
join marts.dim_theme as d on d.theme = t.theme
left join functions as f on f.geography_code = t.geography_code and f.year = t.year
where p.theme = 'core_function' and p.rank_first
order by t.year desc, g.sort_order
