with

claims as (

    select * from {{ ref('int_report_claims') }}
    where not_computable_reason is null

),

terms as (

    select * from {{ ref('int_report_terms') }}

),

scope_members as (

    select * from {{ ref('int_report_scope_members') }}

),

geographies as (

    select * from {{ ref('stg_geographies') }}

),

-- A member counts if all terms of the claim hold.
by_member as (

    select
        evidence,
        claim_id,
        geography_code,
        case
            when min(case when role = 'counted' then coalesce(holds, 2) end) = 0 then 0
            when max(case when role = 'counted' then coalesce(holds, 2) end) = 1 then 1
        end as holds,
        case
            when min(case when role = 'among' then coalesce(holds, 2) end) = 0 then 0
            when max(case when role = 'among' then coalesce(holds, 2) end) = 1 then 1
        end as belongs,
        max(is_disclosed) as is_disclosed,
        max(case when role = 'counted' and term_position = 1 then value_low end) as value_low,
        max(case when role = 'counted' and term_position = 1 then value_high end) as value_high,
        max(case when role = 'counted' and term_position = 1 then weight_100m_yuan end) as weight_100m_yuan,
        max(case when role = 'counted' and term_position = 2 then value_low end) as second_low,
        max(case when role = 'counted' and term_position = 2 then value_high end) as second_high,
        max(case when role = 'counted' and term_position = 2 then weight_100m_yuan end) as second_weight_100m_yuan,
        max(case when is_informed then 1 else 0 end) = 1 as is_informed,
        max(case when rests_on_report then 1 else 0 end) = 1 as rests_on_report,
        {%- for language in languages_of_explanations() %}
        {%- set term = in_language('term_text', language) %}
        coalesce(max(case when role = 'among' then {{ term }} end) || {{ said('between_terms', language) }}, '')
        || max(case when role = 'counted' and term_position = 1 then {{ term }} end)
        || coalesce({{ said('between_terms', language) }} || max(case when role = 'counted' and term_position = 2 then {{ term }} end), '')
            as {{ in_language('member_text', language) }},
        {%- endfor %}
        max(case when role = 'counted' and term_position = 1 then wording end) as wording,
        max(case when role = 'counted' and term_position = 1 then minuend_source_id end) as source_id,
        max(case when role = 'counted' and term_position = 1 then subtrahend_source_id end) as compared_source_id,
        max(case when role = 'counted' and term_position = 1 then weight_source_id end) as weight_source_id
    from terms
    group by evidence, claim_id, geography_code

),

tested as (

    select
        by_member.evidence,
        by_member.claim_id,
        by_member.geography_code,
        -- A member belongs if it lies in the scope of the set and in the universe of the rule (`among`).
        case
            when claims.statistic = 'member' and claims.member_scope_code is not null and scope_members.scope_code is null
                then 0
            when claims.aggregate in ('value', 'rank_last') or claims.among = 'every' then 1
            when claims.among = 'disclosed' then by_member.is_disclosed
            else by_member.belongs
        end as belongs,
        by_member.holds,
        by_member.value_low,
        by_member.value_high,
        by_member.weight_100m_yuan,
        by_member.second_low,
        by_member.second_high,
        by_member.second_weight_100m_yuan,
        by_member.geography_code = claims.subject_code as is_subject,
        by_member.is_informed,
        by_member.rests_on_report,
        by_member.member_text,
        by_member.member_text_zh,
        by_member.wording,
        by_member.source_id,
        by_member.compared_source_id,
        by_member.weight_source_id
    from by_member
    inner join claims
        on by_member.claim_id = claims.claim_id
    left join scope_members
        on claims.member_scope_code = scope_members.scope_code
        and by_member.geography_code = scope_members.geography_code

),

evidence as (

    select * from ({{ report_evidence_as_table() }}) as evidence
    where evidence in ('independent', 'all')

),

-- Lists of names rest on the report alone; only the membership in the scope can be checked.
named as (

    select
        evidence.evidence,
        claims.claim_id,
        names.scope_code as member_code,
        case when claims.member_scope_code is not null and scope_members.scope_code is null then 0 else 1 end as belongs,
        case when evidence.evidence = 'all' then 1 end as holds
    from claims
    inner join claims as names
        on case when claims.aggregate = 'names' then names.set_claim_id else names.claim_id end = claims.claim_id
        and names.statistic = 'member'
    left join scope_members
        on claims.member_scope_code = scope_members.scope_code
        and names.scope_code = scope_members.geography_code
    cross join evidence
    where claims.aggregate in ('names', 'name')

),

grouped as (

    select
        evidence.evidence,
        claims.claim_id,
        scope_members.geography_code as member_code
    from claims
    inner join scope_members
        on claims.member_scope_code = scope_members.scope_code
    cross join evidence
    where claims.aggregate = 'group_size'

),

-- Names and members of a group have no quantity.
listed as (

    select
        evidence,
        claim_id,
        member_code,
        belongs,
        case when belongs = 0 then 0 else holds end as holds,
        evidence = 'all' as rests_on_report
    from named

    union all

    select
        evidence,
        claim_id,
        member_code,
        1 as belongs,
        1 as holds,
        false as rests_on_report
    from grouped

),

members as (

    select
        evidence,
        claim_id,
        geography_code as member_code,
        belongs,
        -- A property of a target holds only for a member that is known to have a target.
        case when belongs = 0 then 0 when belongs = 1 or holds = 0 then holds end as holds,
        value_low,
        value_high,
        weight_100m_yuan,
        second_low,
        second_high,
        second_weight_100m_yuan,
        is_subject,
        is_informed,
        rests_on_report,
        member_text,
        member_text_zh,
        wording,
        source_id,
        compared_source_id,
        weight_source_id
    from tested

    union all

    select
        evidence,
        claim_id,
        member_code,
        belongs,
        holds,
        null as value_low,
        null as value_high,
        null as weight_100m_yuan,
        null as second_low,
        null as second_high,
        null as second_weight_100m_yuan,
        false as is_subject,
        true as is_informed,
        rests_on_report,
        null as member_text,
        null as member_text_zh,
        null as wording,
        null as source_id,
        null as compared_source_id,
        null as weight_source_id
    from listed

)

select
    members.*,
    coalesce(geographies.name_en, members.member_code) as member_name,
    coalesce(geographies.name_zh, members.member_code) as member_name_zh,
    coalesce(geographies.sort_order, 999) as sort_order
from members
left join geographies
    on members.member_code = geographies.geography_code
