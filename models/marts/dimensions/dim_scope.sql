with

members as (

    select
        scope_code,
        scope_kind,
        name_zh,
        name_en,
        geography_code
    from {{ ref('int_scope_members') }}

    union

    -- The newest year stands for a scope that moves.
    select
        scope_code,
        scope_kind,
        name_zh,
        name_en,
        geography_code
    from {{ ref('int_ranked_scope_members') }}
    where
        vintage = '{{ var("latest_vintage") }}'
        and target_year = (select max(newest.target_year) from {{ ref('int_gdp_ranks_by_vintage') }} as newest)

)

select
    scope_code,
    scope_kind,
    name_zh,
    name_en,
    count(*) as member_count
from members
group by scope_code, scope_kind, name_zh, name_en
