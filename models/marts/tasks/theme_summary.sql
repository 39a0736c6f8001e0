{#- A province that names a theme in several tasks counts once, by the earliest of them. -#}
with

places as (

    select
        year,
        geography_code,
        theme,
        min(rank) as best_rank,
        max(case when rank = 1 and is_main then 1 else 0 end) as is_first
    from {{ ref('int_task_themes') }}
    group by year, geography_code, theme

),

years as (

    select
        year,
        count(*) as text_count
    from {{ ref('stg_texts_read') }}
    group by year

),

themes as (

    select distinct theme from places

),

counted as (

    select
        years.year,
        themes.theme,
        'tasks' as read_from,
        true as is_first_count_whole,
        years.text_count,
        coalesce(sum(places.is_first), 0) as first_count,
        count(places.geography_code) as named_count,
        avg(cast(places.best_rank as {{ type_double() }})) as mean_rank
    from years
    cross join themes
    left join places
        on years.year = places.year
        and themes.theme = places.theme
    group by years.year, themes.theme, years.text_count

),

noted as (

    select
        priorities.year,
        note_themes.theme,
        'note' as read_from,
        note_themes.first_list = 'whole' as is_first_count_whole,
        cast(null as integer) as text_count,
        count(*) as first_count,
        cast(null as integer) as named_count,
        cast(null as {{ type_double() }}) as mean_rank
    from {{ ref('stg_priorities') }} as priorities
    inner join {{ ref('stg_note_themes') }} as note_themes
        on priorities.theme = note_themes.note_theme
    where
        priorities.rank_first
        and note_themes.theme is not null
        and note_themes.first_list <> 'none'
    group by priorities.year, note_themes.theme, note_themes.first_list

),

summed_up as (

    select * from counted
    union all
    select * from noted

)

select
    summed_up.year,
    summed_up.theme,
    cast(summed_up.first_count as bigint) as first_count,
    cast(summed_up.named_count as bigint) as named_count,
    {{ round_to('summed_up.mean_rank', 10) }} as mean_rank,
    cast(
        case
            when summed_up.is_first_count_whole and before.is_first_count_whole
                then summed_up.first_count - before.first_count
        end as integer
    ) as first_change,
    cast(summed_up.named_count - before.named_count as integer) as named_change,
    {{ round_to('summed_up.mean_rank - before.mean_rank', 10) }} as mean_rank_change,
    summed_up.is_first_count_whole,
    summed_up.read_from,
    cast(summed_up.text_count as bigint) as text_count
from summed_up
left join summed_up as before
    on summed_up.theme = before.theme
    and summed_up.year = before.year + 1
