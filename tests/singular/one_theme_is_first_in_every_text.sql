-- Every text has one first task with one main theme, so the first places of a year add up to the texts read.
select
    year,
    sum(first_count) as first_count,
    max(text_count) as text_count
from {{ ref('theme_summary') }}
where read_from = 'tasks'
group by year
having sum(first_count) <> max(text_count)
