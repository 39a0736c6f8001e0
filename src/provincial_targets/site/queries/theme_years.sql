-- How many provinces put a theme first and how many name it: one row per year and theme.
select
    s.year,
    s.theme,
    d.name_zh as theme_zh,
    d.name_en as theme_en,
    s.first_count,
    s.first_change,
    s.is_first_count_whole,
    s.named_count,
    s.named_change,
    round(s.mean_rank, 1) as mean_rank,
    round(s.mean_rank_change, 1) as mean_rank_change,
    s.read_from,
    b.named_count as previous_named_count,
    case when s.named_change > 0 then 'more' when s.named_change < 0 then 'fewer' when s.named_change = 0 then 'as_many' end as side,
    case when s.named_change = 0 then s.named_count::varchar else replace(printf('%d (%+d)', s.named_count, s.named_change), '-', '−') end as gap_label
from marts.theme_summary as s
join marts.dim_theme as d using (theme)
left join marts.theme_summary as b on b.theme = s.theme and b.year = s.year - 1 and b.named_count is not null
order by s.year desc, coalesce(s.named_count, 0) desc, s.first_count desc, d.sort_order
