{{ config(materialized='view') }}

with

years as (

    select distinct
        vintage,
        target_year
    from {{ ref('int_rounds_by_vintage') }}

)

select
    years.vintage,
    members.scope_code,
    members.geography_code,
    years.target_year,
    members.level
from years
cross join {{ ref('int_scope_members') }} as members

union all

select
    ranked.vintage,
    ranked.scope_code,
    ranked.geography_code,
    ranked.target_year,
    ranked.level
from {{ ref('int_ranked_scope_members') }} as ranked
inner join years
    on ranked.vintage = years.vintage
    and ranked.target_year = years.target_year
