-- The tasks of a text are numbered 1, 2, … up to its number of tasks, their further themes are known, and every term is counted in it.
with

tasks as (

    select
        geography_code,
        year,
        count(*) as task_count,
        min(rank) as first_rank,
        max(rank) as last_rank,
        sum(length(other_themes) - length(replace(other_themes, ';', '')) + 1) as further_theme_count
    from {{ ref('stg_task_order') }}
    group by geography_code, year

),

themes as (

    select
        geography_code,
        year,
        count(*) as further_theme_count
    from {{ ref('int_task_themes') }}
    where not is_main
    group by geography_code, year

),

terms as (

    select count(*) as term_count from {{ ref('stg_terms') }}

),

mentions as (

    select
        geography_code,
        year,
        count(*) as term_count
    from {{ ref('stg_mentions') }}
    group by geography_code, year

),

keys as (

    select
        geography_code,
        year
    from {{ ref('stg_texts_read') }}
    union distinct
    select
        geography_code,
        year
    from {{ ref('stg_task_order') }}
    union distinct
    select
        geography_code,
        year
    from {{ ref('stg_mentions') }}

)

select
    keys.geography_code,
    keys.year,
    texts.task_count as expected_task_count,
    tasks.task_count,
    tasks.first_rank,
    tasks.last_rank,
    tasks.further_theme_count as expected_further_theme_count,
    themes.further_theme_count,
    terms.term_count as expected_term_count,
    mentions.term_count
from keys
cross join terms
left join {{ ref('stg_texts_read') }} as texts
    on keys.geography_code = texts.geography_code and keys.year = texts.year
left join tasks
    on keys.geography_code = tasks.geography_code and keys.year = tasks.year
left join themes
    on keys.geography_code = themes.geography_code and keys.year = themes.year
left join mentions
    on keys.geography_code = mentions.geography_code and keys.year = mentions.year
where
    (
        texts.task_count = tasks.task_count
        and tasks.first_rank = 1
        and tasks.last_rank = tasks.task_count
        and coalesce(tasks.further_theme_count, 0) = coalesce(themes.further_theme_count, 0)
        and mentions.term_count = terms.term_count
    ) is not true
