{%- set alike = ['state_number', 'text_rank', 'silence_rank', 'qualifier'] -%}

with

targets as (

    select * from {{ ref('int_observations_read') }}
    where measure = 'target'

),

texts as (

    select distinct
        documents.geography_code,
        documents.year,
        sources.source_id
    from {{ ref('int_documents') }} as documents
    inner join {{ ref('stg_sources') }} as sources
        on documents.title = sources.title

),

-- The observations that agree with the chosen one.
agreeing as (

    select
        ranked.state_number,
        ranked.observation_id,
        ranked.source_number,
        ranked.choice_rank,
        targets.qualifier,
        case when texts.source_id is not null then 0 else 1 end as text_rank,
        case
            when targets.qualifier <> 'exact' then 0
            -- The text of the report, and whoever quotes its clause, say that nothing qualifies the number.
            when texts.source_id is not null or targets.is_clause then 1
            else 2
        end as silence_rank,
        case when targets.is_two_track then 0 else 1 end as two_track_rank
    from {{ ref('int_observations_ranked') }} as ranked
    inner join {{ ref('int_observations_ranked') }} as chosen
        on ranked.state_number = chosen.state_number
        and chosen.choice_rank = 1
        and ranked.figure is not distinct from chosen.figure
        and ranked.words is not distinct from chosen.words
    inner join targets
        on ranked.observation_id = targets.observation_id
    left join texts
        on targets.geography_code = texts.geography_code
        and targets.year = texts.year
        and targets.source_id = texts.source_id

),

-- Count the sources that are equal in every criterion before this one.
numbered as (

    select
        *,
        dense_rank() over (partition by {{ alike | join(', ') }} order by source_number) as source_place
    from agreeing

),

supported as (

    select
        *,
        -max(source_place) over (partition by {{ alike | join(', ') }}) as qualifier_support_rank
    from numbered

)

select
    state_number,
    observation_id,
    text_rank,
    silence_rank,
    qualifier_support_rank,
    two_track_rank,
    choice_rank,
    silence_rank < 2 as is_wording_known,
    row_number() over (
        partition by state_number
        order by {{ choosing_order(wording_criteria()) }}
    ) as wording_rank
from supported
