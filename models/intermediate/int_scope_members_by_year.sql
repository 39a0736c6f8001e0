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
    vintage,
    scope_code,
    geography_code,
    target_year,
    level
from {{ ref('int_ranked_scope_members') }}
