-- What stands out in a province, in one sentence: one row per province.
with

judged as (

    select
        geography_code,
        count(*) as judged_count,
        count(*) filter (where is_met) as met_count,
        min(target_year) as first_year,
        max(target_year) as last_year
    from marts.completion_rates
    where indicator = 'gdp'
    group by geography_code

),

newest as (

    select geography_code, target_year, target_point, previous_target_point, direction
    from marts.target_deltas
    where indicator = 'gdp'
    qualify row_number() over (partition by geography_code order by target_year desc) = 1

)

select
    g.geography_code,
    coalesce(
        n.target_year || '年地区生产总值目标' || n.target_point || '%'
        || case n.direction
            when 'lowered' then '，由' || n.previous_target_point || '%下调'
            when 'raised' then '，由' || n.previous_target_point || '%上调'
            when 'unchanged' then '，与上年持平'
            else ''
        end, '没有地区生产总值目标的来源'
    )
    || coalesce('；' || j.first_year || '—' || j.last_year || '年可评的' || j.judged_count || '次目标完成' || j.met_count || '次', '') as finding_zh,
    coalesce(
        'GDP target ' || n.target_year || ': ' || n.target_point || ' %'
        || case n.direction
            when 'lowered' then ', cut from ' || n.previous_target_point || ' %'
            when 'raised' then ', raised from ' || n.previous_target_point || ' %'
            when 'unchanged' then ', unchanged'
            else ''
        end, 'No source for a GDP target'
    )
    || coalesce('; met ' || j.met_count || ' of the ' || j.judged_count || ' that can be judged (' || j.first_year || '–' || j.last_year || ')', '') as finding_en
from marts.dim_geography as g
left join judged as j using (geography_code)
left join newest as n using (geography_code)
where g.level = 'province'
