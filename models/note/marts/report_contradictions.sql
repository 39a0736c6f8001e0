{#- The number of times that a set of contradictions is widened by the neighbours of its members. The longest chain in the report
    has four links; contradictions_of_one_claim_are_one_set fails on a longer one. -#}
{%- set rounds = 5 -%}

with

reconciled as (

    select * from {{ ref('report_reconciliation') }}

),

pairs as (

    select distinct
        case when one.claim_id < other.claim_id then one.claim_id else other.claim_id end as claim_id,
        case when one.claim_id < other.claim_id then other.claim_id else one.claim_id end as other_claim_id
    from reconciled as one
    inner join reconciled as other
        on ';' || one.conflicts_with || ';' like '%;' || other.claim_id || ';%'
        and one.claim_id <> other.claim_id

),

neighbours as (

    select
        claim_id,
        other_claim_id as neighbour_id
    from pairs
    union all
    select
        other_claim_id as claim_id,
        claim_id as neighbour_id
    from pairs
    union
    select
        claim_id,
        claim_id as neighbour_id
    from pairs
    union
    select
        other_claim_id as claim_id,
        other_claim_id as neighbour_id
    from pairs

),

set_0 as (

    select distinct
        claim_id,
        claim_id as set_id
    from neighbours

),

{% for round in range(rounds) %}
set_{{ round + 1 }} as (

    select
        neighbours.claim_id,
        min(sets.set_id) as set_id
    from neighbours
    inner join set_{{ round }} as sets
        on neighbours.neighbour_id = sets.claim_id
    group by neighbours.claim_id

),

{% endfor -%}

settled as (

    select
        pairs.claim_id,
        pairs.other_claim_id,
        sets.set_id,
        case
            when one.status = 'contradicted' and other.status = 'contradicted' then 'neither'
            when one.status = 'reproduced' and other.status = 'reproduced' then 'both'
            when other.status = 'contradicted' or (one.status = 'reproduced' and other.status <> 'reproduced') then 'claim'
            when one.status = 'contradicted' or other.status = 'reproduced' then 'other_claim'
            else 'undecided'
        end as supported
    from pairs
    inner join reconciled as one
        on pairs.claim_id = one.claim_id
    inner join reconciled as other
        on pairs.other_claim_id = other.claim_id
    inner join set_{{ rounds }} as sets
        on pairs.claim_id = sets.claim_id

),

-- Claims that the data contradict, and no other statement of the report does.
alone as (

    select
        reconciled.claim_id,
        cast(null as {{ dbt.type_string() }}) as other_claim_id,
        reconciled.claim_id as set_id,
        'neither' as supported
    from reconciled
    left join neighbours
        on reconciled.claim_id = neighbours.claim_id
    where reconciled.status = 'contradicted' and neighbours.claim_id is null

),

listed as (

    select * from settled
    union all
    select * from alone

),

explained as (

    select
        {%- for language in languages_of_explanations() %}
        {%- set explanation = in_language('explanation', language) %}
        {%- set claim, other = {'claim': 'listed.claim_id'}, {'claim': 'listed.other_claim_id'} %}
        case
            when listed.other_claim_id is null
                then {{ said('figures_contradict', language, {'noun': note_noun('one.note_id', language)}) }}
            when listed.supported = 'both' then {{ said('bear_out_both', language) }}
            when listed.supported = 'neither' then {{ said('bear_out_neither', language) }}
            when listed.supported = 'undecided' then {{ said('leave_both', language) }}
            when listed.supported = 'claim' and one.status = 'reproduced' then {{ said('bear_out', language, claim) }}
            when listed.supported = 'other_claim' and other.status = 'reproduced' then {{ said('bear_out', language, other) }}
            when listed.supported = 'claim' then {{ said('rule_out', language, dict(other, other='listed.claim_id')) }}
            else {{ said('rule_out', language, dict(claim, other='listed.other_claim_id')) }}
        end
        || {{ said('of_claim', language, dict(claim, explanation='one.' ~ explanation)) }}
        || coalesce({{ said('of_claim', language, dict(other, explanation='other.' ~ explanation)) }}, '') as {{ explanation }},
        {%- endfor %}
        listed.*
    from listed
    inner join reconciled as one
        on listed.claim_id = one.claim_id
    left join reconciled as other
        on listed.other_claim_id = other.claim_id

)

select
    listed.claim_id || coalesce(' / ' || listed.other_claim_id, '') as contradiction_id,
    listed.set_id,
    case
        when listed.other_claim_id is not null then 'between_claims'
        when one.contradicted_by = 'other_sources' then 'with_the_data'
        else 'with_itself'
    end as kind,
    listed.claim_id,
    listed.other_claim_id,
    one.note_id,
    one.indicator,
    one.claimed_value,
    other.claimed_value as other_claimed_value,
    one.unit,
    one.status,
    other.status as other_status,
    one.recomputed_value,
    one.bound_low,
    one.bound_high,
    other.recomputed_value as other_recomputed_value,
    other.bound_low as other_bound_low,
    other.bound_high as other_bound_high,
    listed.supported,
    case listed.supported when 'claim' then listed.claim_id when 'other_claim' then listed.other_claim_id end
        as supported_claim_id,
    listed.explanation,
    listed.explanation_zh
from explained as listed
inner join reconciled as one
    on listed.claim_id = one.claim_id
left join reconciled as other
    on listed.other_claim_id = other.claim_id
