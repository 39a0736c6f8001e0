-- At every vintage each observation is chosen, an alternative, or not yet known; and each cell with an observation has
-- exactly one chosen, which the facts then show.
with

lineage as (

    select * from {{ ref('observation_lineage_asof') }}

),

by_vintage as (

    select
        vintages.vintage,
        count(lineage.observation_id) as lineage_count,
        count(distinct lineage.observation_id) as distinct_count,
        count(case when lineage.role in ('chosen', 'alternative', 'not_yet_known') then 1 end) as role_count,
        count(case when lineage.role <> 'chosen' and lineage.reason is null then 1 end) as unexplained_count
    from {{ ref('dim_vintage') }} as vintages
    left join lineage
        on vintages.vintage = lineage.vintage
    group by vintages.vintage

),

expected as (

    select count(*) as observation_count
    from {{ ref('stg_observations') }}

),

by_cell as (

    select
        vintage,
        geography_code,
        indicator,
        measure,
        year,
        count(case when role = 'chosen' then 1 end) as chosen_count
    from lineage
    where role <> 'not_yet_known'
    group by vintage, geography_code, indicator, measure, year

)

select
    by_vintage.vintage,
    'observations do not add up' as problem,
    cast(by_vintage.role_count as {{ dbt.type_string() }}) as detail
from by_vintage
cross join expected
where
    by_vintage.lineage_count <> expected.observation_count
    or by_vintage.distinct_count <> expected.observation_count
    or by_vintage.role_count <> expected.observation_count
    or by_vintage.unexplained_count > 0

union all

select
    vintage,
    'cell without exactly one chosen observation' as problem,
    geography_code || ' ' || indicator || ' ' || measure as detail
from by_cell
where chosen_count <> 1
