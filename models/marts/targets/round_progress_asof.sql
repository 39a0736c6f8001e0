with

rounds as (

    select
        rounds.vintage,
        rounds.geography_code,
        rounds.indicator,
        rounds.target_year,
        rounds.target_point,
        rounds.weight_100m_yuan,
        deltas.direction,
        deltas.delta_pp,
        geographies.name_zh,
        geographies.name_en,
        geographies.sort_order,
        announcements.announced_on,
        rounds.is_disclosed
    from {{ ref('int_rounds_by_vintage') }} as rounds
    inner join {{ ref('stg_geographies') }} as geographies
        on rounds.geography_code = geographies.geography_code
    left join {{ ref('target_deltas_asof') }} as deltas
        on rounds.vintage = deltas.vintage
        and rounds.geography_code = deltas.geography_code
        and rounds.indicator = deltas.indicator
        and rounds.target_year = deltas.target_year
    left join {{ ref('int_announcements_by_vintage') }} as announcements
        on rounds.vintage = announcements.vintage
        and rounds.geography_code = announcements.geography_code
        and rounds.indicator = announcements.indicator
        and rounds.target_year = announcements.target_year
        and announcements.announced_on_precision = 'day'
    where rounds.level = 'province'

),

whole_rounds as (

    select
        vintage,
        indicator,
        target_year,
        {{ exact_sum(exact('weight_100m_yuan')) }} as known_weight,
        count(case when is_disclosed and announced_on is null then 1 end) as undated_count,
        count(*) as member_count
    from rounds
    group by vintage, indicator, target_year

),

days as (

    select distinct
        vintage,
        indicator,
        target_year,
        announced_on
    from rounds
    where announced_on is not null

),

-- On a day, all who announced by then count.
announced as (

    select
        days.vintage,
        days.indicator,
        days.target_year,
        days.announced_on,
        rounds.announced_on = days.announced_on as is_new,
        rounds.name_zh,
        rounds.name_en,
        rounds.sort_order,
        rounds.direction,
        rounds.delta_pp,
        rounds.target_point,
        rounds.weight_100m_yuan
    from days
    inner join rounds
        on days.vintage = rounds.vintage
        and days.indicator = rounds.indicator
        and days.target_year = rounds.target_year
        and days.announced_on >= rounds.announced_on

),

progress as (

    select
        vintage,
        indicator,
        target_year,
        announced_on,
        count(*) as announced_count,
        count(case when is_new then 1 end) as announced_that_day_count,
        {{ dbt.listagg('case when is_new then name_zh end', "'、'", 'order by sort_order') }} as announced_geographies,
        {{ dbt.listagg('case when is_new then name_en end', "', '", 'order by sort_order') }} as announced_geographies_en,
        count(case when direction = 'lowered' then 1 end) as lowered_count,
        count(case when direction = 'unchanged' then 1 end) as unchanged_count,
        count(case when direction = 'raised' then 1 end) as raised_count,
        count(target_point) as numeric_count,
        {{ weighted_average('target_point', 'weight_100m_yuan') }} as weighted_target,
        {{ weighted_average('delta_pp', 'weight_100m_yuan') }} as like_for_like_change_pp,
        {{ weighted_sum('target_point', 'weight_100m_yuan') }} as weighted_sum,
        {{ weight_sum('target_point', 'weight_100m_yuan') }} as weight_sum,
        {{ exact_sum(exact('weight_100m_yuan')) }} as announced_weight
    from announced
    group by vintage, indicator, target_year, announced_on

)

select
    progress.vintage,
    progress.indicator,
    progress.target_year,
    progress.announced_on,
    progress.announced_count,
    progress.announced_that_day_count,
    progress.announced_geographies,
    progress.announced_geographies_en,
    progress.lowered_count,
    progress.unchanged_count,
    progress.raised_count,
    progress.numeric_count,
    progress.weighted_target,
    progress.like_for_like_change_pp,
    coalesce({{ safe_divide('progress.announced_weight', 'whole_rounds.known_weight') }}, 0) as weight_share,
    progress.weighted_sum,
    progress.weight_sum,
    whole_rounds.undated_count,
    whole_rounds.member_count
from progress
inner join whole_rounds
    on progress.vintage = whole_rounds.vintage
    and progress.indicator = whole_rounds.indicator
    and progress.target_year = whole_rounds.target_year
