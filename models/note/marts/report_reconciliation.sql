with

claims as (

    select * from {{ ref('int_report_claims') }}

),

verdicts as (

    select * from {{ ref('int_report_verdicts') }}

),

-- The names of members that are counted, not counted and open, in the customary order.
names as (

    select
        claim_id,
        {{ dbt.listagg(
            "case when belongs = 1 and holds = 1 then trim(member_name || ' ' || coalesce(member_text, '')) end",
            "'; '",
            'order by sort_order, member_code'
        ) }} as yes_names,
        {{ dbt.listagg(
            "case when holds = 0 and coalesce(belongs, 1) = 1 then trim(member_name || ' ' || coalesce(member_text, '')) end",
            "'; '",
            'order by sort_order, member_code'
        ) }} as no_names,
        {{ dbt.listagg(
            "case when belongs = 0 then trim(member_name || ' ' || coalesce(member_text, '')) end",
            "'; '",
            'order by sort_order, member_code'
        ) }} as outside_names,
        {{ dbt.listagg(
            "case when belongs is null or (belongs = 1 and holds is null) then "
            ~ "case when is_informed then trim(member_name || ' ' || coalesce(member_text, '')) else member_name end end",
            "'; '",
            'order by sort_order, member_code'
        ) }} as open_names,
        {{ dbt.listagg(
            "case when not is_informed or value_low < value_high then member_name end",
            "'; '",
            'order by sort_order, member_code'
        ) }} as unknown_names,
        max(case when is_subject then member_name || ' ' || member_text end) as subject_words,
        max(case when is_subject then wording end) as wording,
        count(case when belongs = 1 and holds = 1 then 1 end) as yes_count,
        count(case when belongs = 1 and holds = 0 then 1 end) as no_count,
        count(case when holds is null and coalesce(belongs, 1) = 1 then 1 end) as open_count
    from {{ ref('int_report_members') }}
    where evidence = 'all'
    group by claim_id

),

-- The members that have the maximum, the minimum or the last rank.
holders as (

    select
        members.claim_id,
        {{ dbt.listagg('members.member_name', "', '", 'order by members.sort_order') }} as holder_names
    from {{ ref('int_report_members') }} as members
    inner join verdicts
        on members.claim_id = verdicts.claim_id
        and members.value_low = verdicts.recomputed_value
        and members.value_high = verdicts.recomputed_value
    where members.evidence = 'all'
    group by members.claim_id

),

used as (

    select
        claim_id,
        minuend_source_id as source_id
    from {{ ref('int_report_terms') }}
    where evidence = 'all'

    union

    select
        claim_id,
        subtrahend_source_id as source_id
    from {{ ref('int_report_terms') }}
    where evidence = 'all'

),

sources as (

    select
        used.claim_id,
        count(*) as source_count,
        count(case when sources.kind = 'official' then 1 end) as official_count,
        {{ dbt.listagg(
            "sources.source_id || ' ' || case sources.publisher when 'repost' then sources.title else sources.publisher end",
            "', '",
            'order by sources.source_id'
        ) }} as source_names
    from used
    inner join claims
        on used.claim_id = claims.claim_id
    inner join {{ ref('stg_notes') }} as notes
        on claims.note_id = notes.note_id
    inner join {{ ref('stg_sources') }} as sources
        on used.source_id = sources.source_id
    where not {{ is_of_the_note('sources', 'notes') }}
    group by used.claim_id

),

worded as (

    select
        claims.*,
        verdicts.status,
        verdicts.reproduced_under,
        verdicts.excluded_under,
        verdicts.contradicted_by,
        verdicts.is_circular,
        verdicts.reason,
        verdicts.recomputed_value,
        verdicts.bound_low,
        verdicts.bound_high,
        verdicts.difference,
        verdicts.independent_low,
        verdicts.independent_high,
        verdicts.member_count,
        verdicts.unknown_count,
        verdicts.report_only_count,
        verdicts.reported_total,
        verdicts.statement_id,
        holders.holder_names,
        subsets.left_out_of_low,
        subsets.left_out_of_high,
        subsets.weightless_names,
        outlooks.weighted_target,
        outlooks.mean_amplification_pp,
        outlooks.amplification_year_count,
        names.yes_names,
        names.no_names,
        names.outside_names,
        names.open_names,
        names.unknown_names,
        names.subject_words,
        names.wording,
        names.yes_count,
        names.no_count,
        names.open_count,
        sources.source_count,
        sources.official_count,
        sources.source_names,
        case
            when claims.claimed_low = claims.claimed_high then {{ figure_in_words('claims.claimed_low', 'claims.unit') }}
            when claims.claimed_high is null then {{ figure_in_words('claims.claimed_low', 'claims.unit') }} || ' or more'
            when claims.claimed_low is null then {{ figure_in_words('claims.claimed_high', 'claims.unit') }} || ' or less'
            else {{ figure_in_words('claims.claimed_low', 'claims.unit') }}
                || ' to ' || {{ figure_in_words('claims.claimed_high', 'claims.unit') }}
        end as claimed_words,
        case
            when claims.unit = 'flag' and verdicts.bound_low = verdicts.bound_high
                then 'say ' || {{ figure_in_words('verdicts.bound_low', 'claims.unit') }}
            when claims.unit = 'flag' then 'leave it open'
            when verdicts.bound_low = verdicts.bound_high then 'give ' || {{ figure_in_words('verdicts.bound_low', 'claims.unit') }}
            else 'allow ' || coalesce({{ figure_in_words('verdicts.bound_low', 'claims.unit') }}, 'anything')
                || ' to ' || coalesce({{ figure_in_words('verdicts.bound_high', 'claims.unit') }}, 'anything')
        end as data_words
    from claims
    inner join verdicts
        on claims.claim_id = verdicts.claim_id
    left join names
        on claims.claim_id = names.claim_id
    left join {{ ref('int_report_outlooks') }} as outlooks
        on claims.note_id = outlooks.note_id
        and claims.indicator = outlooks.indicator
        and claims.target_year = outlooks.target_year
        and claims.aggregate = 'outlook'
        and outlooks.evidence = 'all'
    left join {{ ref('int_report_subsets') }} as subsets
        on claims.claim_id = subsets.claim_id
        and subsets.evidence = 'independent'
        and subsets.side = 1
    left join holders
        on claims.claim_id = holders.claim_id
    left join sources
        on claims.claim_id = sources.claim_id

)

select
    claim_id,
    note_id,
    indicator,
    target_year,
    statistic,
    scope_code,
    scope,
    lower_bound,
    upper_bound,
    bounds,
    condition,
    set_claim_id,
    claimed_value,
    unit,
    decimals,
    section,
    location,
    note,
    conflicts_with,
    recomputed_value,
    bound_low,
    bound_high,
    difference,
    status,
    contradicted_by,
    is_circular,
    independent_low,
    independent_high,
    member_count,
    unknown_count,
    report_only_count,
    reproduced_under,
    excluded_under,
    trim(coalesce(
        reason,
        case
            when status = 'reproduced' and bound_low = bound_high and bound_low = claimed_low and bound_low = claimed_high
                then 'The data ' || data_words || ', as does the ' || noun || '. '
            when status = 'reproduced' then 'The data ' || data_words || '; the ' || noun || ' prints ' || claimed_words || '. '
            when aggregate in ('names', 'name', 'stated') and status = 'consistent'
                then 'Only the ' || noun || ' says so. '
            when status = 'consistent' and bound_low = bound_high
                then 'The data ' || data_words || ', as does the ' || noun || ', but only by its own figures. '
            when status = 'consistent' then 'The data ' || data_words || '; the ' || noun || ' says ' || claimed_words || '. '
            when contradicted_by = 'other_sources' then 'The data ' || data_words || '; the ' || noun || ' says ' || claimed_words || '. '
            else 'With the ' || noun || '''s own figures the data ' || data_words || '; yet it says ' || claimed_words || '. '
        end
        || case
            when aggregate in ('value', 'flag')
                then coalesce(yes_names, no_names, outside_names, open_names)
                    || case
                        when rule_statistic in ('target', 'outturn') and wording is not null and recomputed_value is not null
                            then ' ("' || wording || '")'
                        else ''
                    end || '. '
            when aggregate = 'outlook'
                then 'The provinces'' weighted target is ' || {{ figure_in_words('weighted_target', 'unit') }}
                    || ', less ' || {{ figure_in_words('mean_amplification_pp', "'pp'") }}
                    || ', its mean excess over the nation''s target in those of the three years before that count ('
                    || cast(amplification_year_count as {{ dbt.type_string() }}) || '). '
            when aggregate = 'stated'
                then 'Stated again as ' || {{ figure_in_words('recomputed_value', 'unit') }} || ' in ' || statement_id || '. '
            when aggregate in ('names', 'name')
                then coalesce(case aggregate when 'name' then 'Named in ' || set_claim_id || ': ' else 'Named: ' end || yes_names || '. ', '')
                    || coalesce('Named, but not in the register of the group: ' || outside_names || '. ', '')
            when aggregate = 'group_size' then 'Members of the group in the register: ' || yes_names || '. '
            when aggregate = 'rank_last'
                then subject_words
                    || coalesce(
                        ', while unknown: ' || unknown_names,
                        ', against ' || cast(member_count + unknown_count - 1 as {{ dbt.type_string() }}) || ' others known'
                    )
                    || '. '
            when aggregate in ('max', 'min')
                then coalesce('Held by ' || holder_names || '. ', '') || coalesce('Unknown: ' || unknown_names || '. ', '')
            when subset_size is not null and aggregate in ('average', 'weighted', 'weighted_change')
                then coalesce(
                        'Of unknown weight, so that each may move the average as far as its own figure: ' || weightless_names || '. ',
                        'Of any ' || cast(subset_size as {{ dbt.type_string() }}) || ' provinces the least average leaves out ' || left_out_of_low
                        || '; the greatest leaves out ' || left_out_of_high || '. '
                    )
            when aggregate in ('average', 'weighted', 'weighted_change')
                then 'Averaged over ' || cast(member_count as {{ dbt.type_string() }}) || ' provinces. '
                    || coalesce('Unknown: ' || unknown_names || '. ', '')
            else
                case aggregate when 'count' then 'Counted (' else 'Yes (' end
                || cast(yes_count as {{ dbt.type_string() }}) || ')' || coalesce(': ' || yes_names, '') || '. '
                || case
                    when aggregate <> 'count' or claimed_low > bound_high
                        then
                            coalesce(
                                case aggregate when 'count' then 'Not counted (' else 'No (' end
                                || cast(no_count as {{ dbt.type_string() }}) || '): ' || no_names || '. ',
                                ''
                            )
                    else ''
                end
                || coalesce('Open (' || cast(open_count as {{ dbt.type_string() }}) || '): ' || open_names || '. ', '')
        end
        || case
            when reported_total is not null and aggregate in ('count', 'majority', 'all', 'max', 'min')
                then 'By the ' || noun || '''s own count there are ' || {{ number_in_words('reported_total') }} || ' targets in all. '
            else ''
        end
        || case
            when source_count <= 3 then 'Sources: ' || source_names || '. '
            when source_count > 3
                then 'Sources: ' || cast(source_count as {{ dbt.type_string() }}) || ', '
                    || cast(official_count as {{ dbt.type_string() }}) || ' of them official. '
            else ''
        end
        || case when report_only_count > 0 and aggregate not in ('names', 'name', 'stated') then '* = stated by the ' || noun || ' alone.' else '' end
    )) as explanation
from worded
