with

rounds as (

    select distinct
        note_id,
        target_year
    from {{ ref('stg_report_claims') }}

)

select
    scope_code,
    geography_code
from {{ ref('int_scope_members') }}

union all

-- Scopes that move with the sizes have a code for each note and year.
select
    ranked.scope_code || ' ' || cast(ranked.target_year as {{ dbt.type_string() }}) || ' ' || notes.note_id as scope_code,
    ranked.geography_code
from {{ ref('int_ranked_scope_members') }} as ranked
inner join {{ ref('stg_notes') }} as notes
    on ranked.vintage = case when notes.published_on is null then '{{ var("latest_vintage") }}' else notes.note_id end
inner join rounds
    on notes.note_id = rounds.note_id
    and ranked.target_year = rounds.target_year
