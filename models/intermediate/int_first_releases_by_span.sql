with

outturns as (

    select * from {{ ref('int_observations_read') }}
    where measure = 'outturn'

),

-- A figure on another basis than the chosen one is another quantity, and no earlier release of it.
candidates as (

    select
        ranked.state_number,
        ranked.figure,
        outturns.release,
        row_number() over (partition by ranked.state_number order by ranked.choice_rank) as release_order
    from {{ ref('int_observations_ranked') }} as ranked
    inner join outturns
        on ranked.observation_id = outturns.observation_id
        and outturns.release in ('first', 'estimate')
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
