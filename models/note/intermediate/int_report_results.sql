with

claims as (

    select * from {{ ref('int_report_claims') }}
    where not_computable_reason is null

),

members as (

    select * from {{ ref('int_report_members') }}

),

-- The number of targets by the note's own count: it limits every count that uses the note's figures.
totals as (

    select
        note_id,
        indicator,
        rule_year,
        member_scope_code,
        max(case statistic when 'disclosed_count' then claimed_value else scope_size - claimed_value end) as disclosed_total
    from claims
    where statistic in ('disclosed_count', 'undisclosed_count')
    group by note_id, indicator, rule_year, member_scope_code

),

unsure as (

    select
        members.evidence,
        members.claim_id,
        count(case when members.belongs is null then 1 end) as unsure_count,
        count(case when members.belongs = 1 then 1 end) as sure_count,
        case when members.evidence = 'all' and claims.among = 'disclosed' then max(totals.disclosed_total) end
            as disclosed_total
    from members
    inner join claims
        on members.claim_id = claims.claim_id
    left join totals
        on claims.note_id = totals.note_id
        and claims.indicator = totals.indicator
        and claims.rule_year = totals.rule_year
        and claims.member_scope_code = totals.member_scope_code
    group by members.evidence, members.claim_id, claims.among

),

-- Of the members that are not known to have a target, the number that can have one.
places as (

    select
        evidence,
        claim_id,
        greatest(0, least(unsure_count, disclosed_total - sure_count)) as place_count,
        case when disclosed_total - sure_count < unsure_count then disclosed_total end as reported_total
    from unsure

),

placed as (

    select
        members.*,
        claims.aggregate,
        claims.scope_size,
        claims.subset_size,
        places.place_count,
        places.reported_total,
        members.belongs = 1 or (members.belongs is null and places.place_count > 0) as may_belong,
        members.value_low = members.value_high as is_determined
    from members
    inner join claims
        on members.claim_id = claims.claim_id
    inner join places
        on members.evidence = places.evidence
        and members.claim_id = places.claim_id

),

counted_in_all as (

    select
        evidence,
        claim_id,
        aggregate,
        scope_size,
        subset_size,
        max(reported_total) as reported_total,
        count(*) as member_count,
        count(case when is_informed then 1 end) as informed_count,
        count(case when rests_on_report then 1 end) as report_only_count,
        count(case when holds is null or belongs is null then 1 end) as open_count,
        -- Certain yes, possible yes, certain no, possible no.
        count(case when belongs = 1 and holds = 1 then 1 end) as yes_low,
        count(case when belongs = 1 and coalesce(holds, 1) = 1 then 1 end)
        + least(max(place_count), count(case when belongs is null and coalesce(holds, 1) = 1 then 1 end)) as yes_high,
        count(case when belongs = 1 and holds = 0 then 1 end) as no_low,
        count(case when belongs = 1 and coalesce(holds, 0) = 0 then 1 end)
        + least(max(place_count), count(case when belongs is null and coalesce(holds, 0) = 0 then 1 end)) as no_high,
        -- A member that may not belong can widen the bounds of an extreme, but does not settle it.
        max(case when aggregate = 'value' then value_low end) as only_low,
        max(case when aggregate = 'value' then value_high end) as only_high,
        max(case when belongs = 1 then value_low end) as max_low,
        max(case when may_belong then value_high end) as max_high,
        min(case when may_belong then value_low end) as min_low,
        min(case when belongs = 1 then value_high end) as min_high,
        max(case when belongs = 1 and is_determined then value_low end) as max_known,
        min(case when belongs = 1 and is_determined then value_low end) as min_known,
        count(case when belongs = 1 and is_determined then 1 end) as determined_count,
        -- The subject against all others.
        max(case when is_subject then value_low end) as subject_low,
        max(case when is_subject then value_high end) as subject_high,
        max(case when is_subject and is_informed then 1 else 0 end) as is_subject_informed,
        min(case when not is_subject then value_low end) as others_low,
        min(case when not is_subject then value_high end) as others_high,
        -- A member of unknown weight leaves every share of the weight possible.
        count(case when may_belong and weight_100m_yuan is null then 1 end) as weightless_count,
        sum(case when belongs = 1 and holds = 1 then weight_100m_yuan end) as yes_weight_low,
        sum(case when may_belong and coalesce(holds, 1) = 1 then weight_100m_yuan end) as yes_weight_high,
        sum(case when belongs = 1 and holds = 0 then weight_100m_yuan end) as no_weight_low,
        sum(case when may_belong and coalesce(holds, 0) = 0 then weight_100m_yuan end) as no_weight_high
    from placed
    group by evidence, claim_id, aggregate, scope_size, subset_size

),

-- Of any so many members: those left out may be the ones that count, or the others.
counted as (

    select
        *,
        case
            when subset_size is null then yes_low
            else greatest(0, yes_low - greatest(0, member_count - subset_size))
        end as count_low,
        case when subset_size is null then yes_high else least(subset_size, yes_high) end as count_high
    from counted_in_all

),

-- A weighted average has one side, a change of it two: this year's and last year's.
sides as (

    select
        evidence,
        claim_id,
        1 as side,
        value_low,
        value_high,
        case aggregate when 'average' then 1 else weight_100m_yuan end as weight_100m_yuan
    from placed
    where aggregate in ('average', 'weighted', 'weighted_change') and may_belong

    union all

    select
        evidence,
        claim_id,
        2 as side,
        second_low as value_low,
        second_high as value_high,
        second_weight_100m_yuan as weight_100m_yuan
    from placed
    where aggregate = 'weighted_change' and may_belong

),

-- A missing value is taken at its least and at its greatest.
averages as (

    select
        evidence,
        claim_id,
        side,
        {{ weighted_average('case when value_low = value_high then value_low end', 'weight_100m_yuan') }} as average,
        {{ weighted_count('case when value_low = value_high then value_low end', 'weight_100m_yuan') }} as averaged_count,
        {{ weighted_bound('value_low', 'weight_100m_yuan', 'min') }} as average_low,
        {{ weighted_bound('value_high', 'weight_100m_yuan', 'max') }} as average_high
    from sides
    group by evidence, claim_id, side

),

-- Of any so many members: the extremes, and an average only where exactly so many are known.
averages_of_the_scope as (

    select
        averages.evidence,
        averages.claim_id,
        averages.side,
        case
            when claims.subset_size is null or claims.subset_size = averages.averaged_count then averages.average
        end as average,
        averages.averaged_count,
        coalesce(subsets.average_low, averages.average_low) as average_low,
        coalesce(subsets.average_high, averages.average_high) as average_high
    from averages
    inner join claims
        on averages.claim_id = claims.claim_id
    left join {{ ref('int_report_subsets') }} as subsets
        on averages.evidence = subsets.evidence
        and averages.claim_id = subsets.claim_id
        and averages.side = subsets.side

),

weighted as (

    select
        evidence,
        claim_id,
        max(case when side = 1 then average end) - coalesce(max(case when side = 2 then average end), 0) as average,
        max(case when side = 1 then average_low end) - coalesce(max(case when side = 2 then average_high end), 0)
            as average_low,
        max(case when side = 1 then average_high end) - coalesce(max(case when side = 2 then average_low end), 0)
            as average_high,
        min(averaged_count) as averaged_count
    from averages_of_the_scope
    group by evidence, claim_id

),

-- Observations hold no levels, so a level is compared with where the report states it again; commitments and facts are the report's.
restated as (

    select
        commitment_id as statement_id,
        area,
        cast(null as {{ dbt.type_string() }}) as location,
        year,
        {{ base_amount('value', 'unit') }} as amount,
        {{ base_unit('unit') }} as base_unit
    from {{ ref('stg_commitments') }}

    union all

    select
        fact_id as statement_id,
        cast(null as {{ dbt.type_string() }}) as area,
        location,
        cast(null as integer) as year,
        {{ base_amount(
            'cast(' ~ regexp_group('value', '^-?[0-9]+[.]?[0-9]*$') ~ ' as ' ~ type_double() ~ ')', 'unit'
        ) }} as amount,
        {{ base_unit('unit') }} as base_unit
    from {{ ref('stg_report_facts') }}

),

nearest as (

    select
        claims.claim_id,
        restated.statement_id,
        restated.amount / {{ base_amount('1', 'claims.unit') }} as amount,
        row_number() over (
            partition by claims.claim_id
            order by abs(restated.amount - {{ base_amount('claims.claimed_value', 'claims.unit') }}), restated.statement_id
        ) as nearness
    from claims
    inner join restated
        on {{ base_unit('claims.unit') }} = restated.base_unit
        and (claims.scope = restated.area and claims.target_year = restated.year or claims.location = restated.location)
    where claims.aggregate = 'stated' and claims.note_id = '{{ var("report_vintage") }}' and restated.amount is not null

),

results as (

    select
        counted.evidence,
        counted.claim_id,
        case
            when counted.aggregate = 'value' and counted.only_low = counted.only_high then counted.only_low
            when counted.aggregate = 'count' and counted.subset_size is not null
                then case when counted.subset_size = counted.member_count - counted.open_count then counted.yes_low end
            when counted.aggregate in ('count', 'names', 'group_size') then counted.yes_low
            when counted.aggregate = 'share' then 100.0 * {{ safe_divide('counted.yes_low', 'counted.yes_low + counted.no_low') }}
            when counted.aggregate = 'weight_share'
                then 100 * {{ safe_divide(
                    'coalesce(counted.yes_weight_low, 0)',
                    'coalesce(counted.yes_weight_low, 0) + coalesce(counted.no_weight_low, 0)'
                ) }}
            when counted.aggregate = 'max' then counted.max_known
            when counted.aggregate = 'min' then counted.min_known
            when counted.aggregate in ('average', 'weighted', 'weighted_change') then weighted.average
        end as known_value,
        case
            when counted.aggregate = 'value' then counted.only_low
            when counted.aggregate in ('count', 'names', 'group_size', 'flag', 'name') then counted.count_low
            when counted.aggregate = 'share' then 100.0 * {{ safe_divide('counted.yes_low', 'counted.yes_low + counted.no_high') }}
            when counted.aggregate = 'weight_share' and counted.weightless_count > 0 then 0
            when counted.aggregate = 'weight_share'
                then 100 * {{ safe_divide(
                    'coalesce(counted.yes_weight_low, 0)',
                    'coalesce(counted.yes_weight_low, 0) + coalesce(counted.no_weight_high, 0)'
                ) }}
            when counted.aggregate = 'majority' then case when counted.yes_low > counted.no_high then 1 else 0 end
            when counted.aggregate = 'all' then case when counted.no_high = 0 then 1 else 0 end
            when counted.aggregate = 'rank_last' then case when counted.subject_high <= counted.others_low then 1 else 0 end
            when counted.aggregate = 'max' then counted.max_low
            when counted.aggregate = 'min' then counted.min_low
            when counted.aggregate in ('average', 'weighted', 'weighted_change') then weighted.average_low
        end as bound_low,
        case
            when counted.aggregate = 'value' then counted.only_high
            when counted.aggregate = 'names' and counted.evidence = 'independent' then counted.scope_size
            when counted.aggregate in ('count', 'names', 'group_size', 'flag', 'name') then counted.count_high
            when counted.aggregate = 'share' then 100.0 * {{ safe_divide('counted.yes_high', 'counted.yes_high + counted.no_low') }}
            when counted.aggregate = 'weight_share' and counted.weightless_count > 0 then 100
            when counted.aggregate = 'weight_share'
                then 100 * {{ safe_divide(
                    'coalesce(counted.yes_weight_high, 0)',
                    'coalesce(counted.yes_weight_high, 0) + coalesce(counted.no_weight_low, 0)'
                ) }}
            when counted.aggregate = 'majority' then case when counted.yes_high > counted.no_low then 1 else 0 end
            when counted.aggregate = 'all' and counted.subset_size is not null
                then case when counted.count_high = counted.subset_size then 1 else 0 end
            when counted.aggregate = 'all' then case when counted.no_low = 0 then 1 else 0 end
            when counted.aggregate = 'rank_last' then case when counted.subject_low <= counted.others_high then 1 else 0 end
            when counted.aggregate = 'max' then counted.max_high
            when counted.aggregate = 'min' then counted.min_high
            when counted.aggregate in ('average', 'weighted', 'weighted_change') then weighted.average_high
        end as bound_high,
        case
            when counted.aggregate in ('average', 'weighted', 'weighted_change') then weighted.averaged_count
            when counted.aggregate in ('max', 'min', 'value') then counted.determined_count
            else counted.member_count - counted.open_count
        end as known_count,
        counted.member_count,
        case counted.aggregate when 'rank_last' then counted.is_subject_informed else counted.informed_count end
            as informed_count,
        counted.report_only_count,
        counted.reported_total,
        cast(null as {{ dbt.type_string() }}) as statement_id
    from counted
    left join weighted
        on counted.evidence = weighted.evidence
        and counted.claim_id = weighted.claim_id

    union all

    select
        'all' as evidence,
        claim_id,
        amount as known_value,
        amount as bound_low,
        amount as bound_high,
        1 as known_count,
        1 as member_count,
        1 as informed_count,
        1 as report_only_count,
        null as reported_total,
        statement_id
    from nearest
    where nearness = 1

    union all

    select
        outlooks.evidence,
        claims.claim_id,
        outlooks.implied_national_target as known_value,
        outlooks.implied_low as bound_low,
        outlooks.implied_high as bound_high,
        outlooks.weighted_count as known_count,
        outlooks.member_count,
        outlooks.weighted_count as informed_count,
        outlooks.report_only_count,
        null as reported_total,
        null as statement_id
    from claims
    inner join {{ ref('int_report_outlooks') }} as outlooks
        on claims.note_id = outlooks.note_id
        and claims.indicator = outlooks.indicator
        and claims.rule_year = outlooks.target_year
    where claims.aggregate = 'outlook'

)

select
    evidence,
    claim_id,
    {{ to_four_places('coalesce(known_value, case when bound_low = bound_high then bound_low end)') }} as recomputed_value,
    {{ to_four_places('bound_low') }} as bound_low,
    {{ to_four_places('bound_high') }} as bound_high,
    known_count,
    member_count,
    informed_count,
    report_only_count,
    reported_total,
    statement_id
from results
