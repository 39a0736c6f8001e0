-- An observation whose basis, release or kind of source has no rank in the seed `preferences` would drop out of the choice.
with

used as (

    select
        'source_kind' as criterion,
        kind as code
    from {{ ref('stg_sources') }}

    union

    select
        'release' as criterion,
        release as code
    from {{ ref('stg_observations') }}

    union

    select
        'basis' as criterion,
        coalesce(basis, 'unknown') as code
    from {{ ref('stg_observations') }}

)

select
    used.criterion,
    used.code
from used
left join {{ ref('stg_preferences') }} as preferences
    on used.criterion = preferences.criterion
    and used.code = preferences.code
where preferences.code is null
