{#- The least average over any so many members: the members are ordered by what each would add above a level, and the level is lowered to the
    average of the first ones, until it stays. It does after a few rounds; one more changes nothing in
    the_extremes_of_a_subset_are_those_of_all_subsets. The greatest is found likewise. -#}
{%- set rounds = 6 -%}

with

claims as (

    select * from {{ ref('int_report_claims') }}
    where subset_size is not null and aggregate in ('average', 'weighted', 'weighted_change')

),

members as (

    select
        members.*,
        claims.subset_size,
        claims.aggregate
    from {{ ref('int_report_members') }} as members
    inner join claims
        on members.claim_id = claims.claim_id
    where coalesce(members.belongs, 1) = 1

),

sides as (

    select
        evidence,
        claim_id,
        subset_size,
        member_name,
        member_name_zh,
        sort_order,
        1 as side,
        value_low,
        value_high,
        case aggregate when 'average' then 1 else weight_100m_yuan end as weight_100m_yuan
    from members

    union all

    select
        evidence,
        claim_id,
        subset_size,
        member_name,
        member_name_zh,
        sort_order,
        2 as side,
        second_low as value_low,
        second_high as value_high,
        second_weight_100m_yuan as weight_100m_yuan
    from members
    where aggregate = 'weighted_change'

),

extremes as (

    select
        *,
        'low' as extreme,
        1 as sign,
        value_low as value
    from sides

    union all

    select
        *,
        'high' as extreme,
        -1 as sign,
        value_high as value
    from sides

),

level_0 as (

    select
        evidence,
        claim_id,
        side,
        extreme,
        {{ weighted_average('value', 'weight_100m_yuan') }} as level
    from extremes
    group by evidence, claim_id, side, extreme

),

{% for round in range(1, rounds + 1) %}
ordered_{{ round }} as (

    select
        extremes.*,
        row_number() over (
            partition by extremes.evidence, extremes.claim_id, extremes.side, extremes.extreme
            order by
                case when extremes.weight_100m_yuan is null then 1 else 0 end,
                extremes.sign * extremes.weight_100m_yuan * (extremes.value - levels.level),
                extremes.sort_order
        ) as place
    from extremes
    inner join level_{{ round - 1 }} as levels
        on extremes.evidence = levels.evidence
        and extremes.claim_id = levels.claim_id
        and extremes.side = levels.side
        and extremes.extreme = levels.extreme

),

level_{{ round }} as (

    select
        evidence,
        claim_id,
        side,
        extreme,
        {{ weighted_average('case when place <= subset_size then value end', 'weight_100m_yuan') }} as level
    from ordered_{{ round }}
    group by evidence, claim_id, side, extreme

),

{% endfor -%}

left_out as (

    select
        evidence,
        claim_id,
        side,
        extreme,
        {%- for language in languages_of_explanations() %}
        {%- set name, comma = in_language('member_name', language), said('between_names', language) %}
        {{ dbt.listagg('case when place > subset_size then ' ~ name ~ ' end', comma, 'order by sort_order') }}
            as {{ in_language('names', language) }},
        {{ dbt.listagg('case when weight_100m_yuan is null then ' ~ name ~ ' end', comma, 'order by sort_order') }}
            as {{ in_language('weightless_names', language) }},
        {%- endfor %}
        -- A member of unknown weight can move the average as far as its own figure.
        min(case when weight_100m_yuan is null then value end) as least_weightless,
        max(case when weight_100m_yuan is null then value end) as greatest_weightless
    from ordered_{{ rounds }}
    group by evidence, claim_id, side, extreme

)

select
    levels.evidence,
    levels.claim_id,
    levels.side,
    {%- for language in languages_of_explanations() %}
    {%- set names = 'left_out.' ~ in_language('names', language) %}
    max(case when levels.extreme = 'low' then {{ names }} end) as {{ in_language('left_out_of_low', language) }},
    max(case when levels.extreme = 'high' then {{ names }} end) as {{ in_language('left_out_of_high', language) }},
    nullif(max(left_out.{{ in_language('weightless_names', language) }}), '')
        as {{ in_language('weightless_names', language) }},
    {%- endfor %}
    min(
        case when levels.extreme = 'low' then least(levels.level, coalesce(left_out.least_weightless, levels.level)) end
    ) as average_low,
    max(
        case when levels.extreme = 'high' then greatest(levels.level, coalesce(left_out.greatest_weightless, levels.level)) end
    ) as average_high
from level_{{ rounds }} as levels
inner join left_out
    on levels.evidence = left_out.evidence
    and levels.claim_id = left_out.claim_id
    and levels.side = left_out.side
    and levels.extreme = left_out.extreme
group by levels.evidence, levels.claim_id, levels.side
