-- What comes first, in sentences: one row.
with newest as (
    select max(year) as year from marts.work_tasks
),

foremost as (
    select s.*, d.name_zh, d.name_en
    from marts.theme_summary as s
    join marts.dim_theme as d using (theme)
    where s.year = (select year from newest)
    order by s.first_count desc, d.sort_order
    limit 1
),

followed as (
    select p.geography_code, t.year, t.theme = 'core_function' as is_first
    from marts.priorities as p
    join marts.work_tasks as t on t.geography_code = p.geography_code and t.rank = 1 and t.year > p.year
    where p.theme = 'core_function' and p.rank_first
),

counts as (
    select year, count(*) as province_count, count(*) filter (where is_first) as first_count from followed group by year
),

lengths as (
    select count(distinct (geography_code, year)) as text_count,
        count(distinct (geography_code, year)) filter (where character_count is not null) as known_count
    from marts.term_mentions
)

select
    foremost.year || '年' || foremost.first_count || '省以' || foremost.name_zh || '为首（共' || foremost.text_count || '省'
        || coalesce('，比上年' || replace(printf('%+d', foremost.first_change), '-', '−'), '') || '）' as leading_zh,
    foremost.first_count || ' of ' || foremost.text_count || ' provinces put ' || foremost.name_en || ' first in ' || foremost.year
        || coalesce(' (' || replace(printf('%+d', foremost.first_change), '-', '−') || ' on the year before)', '') as leading_en,
    '研报说2024年有' || (select max(province_count) from counts) || '省把核心功能放在首位；其中'
        || (select string_agg(year || '年' || first_count || '省', '、' order by year) from counts) || '仍居首位' as followed_zh,
    'Of the ' || (select max(province_count) from counts) || ' provinces that put their core function first in 2024, by the note, '
        || (select string_agg(first_count || ' do so in ' || year, ' and ' order by year) from counts) as followed_en,
    '长度已知的文本：' || lengths.known_count || '/' || lengths.text_count as lengths_zh,
    'Texts of known length: ' || lengths.known_count || ' of ' || lengths.text_count as lengths_en
from foremost
cross join lengths
