with

releases as (

    select * from {{ ref('stg_observations') }}
    where
        measure = 'outturn'
        and release in ('first', 'estimate')

),

-- A figure on another basis than the chosen one is another quantity, and no earlier release of it.
candidates as (

    select
        ranked.state_number,
        ranked.figure,
        releases.release,
        row_number() over (partition by ranked.state_number order by ranked.choice_rank) as release_order
    from {{ ref('int_observations_ranked') }} as ranked
    inner join releases
        on ranked.observation_id = releases.observation_id
    inner join {{ ref('int_observations_ranked') }} as chosen
        on ranked.state_number = chosen.state_number
        and ranked.number_rank = chosen.number_rank
        and ranked.basis_rank = chosen.basis_rank
        and chosen.choice_rank = 1

)

select
    state_number,
    figure as first_outturn,
    release as first_release
from candidates
where release_order = 1
