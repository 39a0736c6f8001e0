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
        {%- for language in languages_of_explanations() %}
        {%- set name, separator = in_language('member_name', language), said('between_members', language) %}
        {%- set with_text = "trim(" ~ name ~ " || ' ' || coalesce(" ~ in_language('member_text', language) ~ ", ''))" %}
        {%- for list, member in {
            'yes_names': 'case when belongs = 1 and holds = 1 then ' ~ with_text ~ ' end',
            'no_names': 'case when holds = 0 and coalesce(belongs, 1) = 1 then ' ~ with_text ~ ' end',
            'outside_names': 'case when belongs = 0 then ' ~ with_text ~ ' end',
            'open_names': 'case when belongs is null or (belongs = 1 and holds is null) then '
                ~ 'case when is_informed then ' ~ with_text ~ ' else ' ~ name ~ ' end end',
            'unknown_names': 'case when not is_informed or value_low < value_high then ' ~ name ~ ' end',
        }.items() %}
        {{ dbt.listagg(member, separator, 'order by sort_order, member_code') }} as {{ in_language(list, language) }},
        {%- endfor %}
        max(case when is_subject then {{ name }} || ' ' || {{ in_language('member_text', language) }} end)
            as {{ in_language('subject_words', language) }},
        {%- endfor %}
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
        {%- for language in languages_of_explanations() %}
        {{ dbt.listagg(
            'members.' ~ in_language('member_name', language), said('between_names', language), 'order by members.sort_order'
        ) }} as {{ in_language('holder_names', language) }},
        {%- endfor %}
        members.claim_id
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
        {%- for language in languages_of_explanations() %}
        {%- set parts = {'source_id': 'sources.source_id', 'title': 'sources.title', 'publisher': 'sources.publisher'} %}
        {{ dbt.listagg(
            "case sources.publisher when 'repost' then " ~ said('titled', language, parts) ~ ' else ' ~ said('published', language, parts) ~ ' end',
            said('between_names', language),
            'order by sources.source_id'
        ) }} as {{ in_language('source_names', language) }},
        {%- endfor %}
        count(*) as source_count,
        count(case when sources.kind = 'official' then 1 end) as official_count
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
        outlooks.weighted_target,
        outlooks.mean_amplification_pp,
        outlooks.amplification_year_count,
        names.wording,
        names.yes_count,
        names.no_count,
        names.open_count,
        {%- for language in languages_of_explanations() %}
        verdicts.{{ in_language('reason', language) }},
        {%- for list in ['yes_names', 'no_names', 'outside_names', 'open_names', 'unknown_names', 'subject_words'] %}
        names.{{ in_language(list, language) }},
        {%- endfor %}
        holders.{{ in_language('holder_names', language) }},
        {%- for list in ['left_out_of_low', 'left_out_of_high', 'weightless_names'] %}
        subsets.{{ in_language(list, language) }},
        {%- endfor %}
        sources.{{ in_language('source_names', language) }},
        {%- set claimed_low = figure_in_words('claims.claimed_low', 'claims.unit', language) %}
        {%- set claimed_high = figure_in_words('claims.claimed_high', 'claims.unit', language) %}
        {%- set bound_low = figure_in_words('verdicts.bound_low', 'claims.unit', language) %}
        {%- set bound_high = figure_in_words('verdicts.bound_high', 'claims.unit', language) %}
        case
            when claims.claimed_low = claims.claimed_high then {{ claimed_low }}
            when claims.claimed_high is null then {{ said('or_more', language, {'figure': claimed_low}) }}
            when claims.claimed_low is null then {{ said('or_less', language, {'figure': claimed_high}) }}
            else {{ said('from_to', language, {'low': claimed_low, 'high': claimed_high}) }}
        end as {{ in_language('claimed_words', language) }},
        case
            when claims.unit = 'flag' and verdicts.bound_low = verdicts.bound_high
                then {{ said('say', language, {'value': bound_low}) }}
            when claims.unit = 'flag' then {{ said('leave_open', language) }}
            when verdicts.bound_low = verdicts.bound_high then {{ said('give', language, {'value': bound_low}) }}
            else {{ said('allow', language, {
                'low': 'coalesce(' ~ bound_low ~ ', ' ~ said('anything', language) ~ ')',
                'high': 'coalesce(' ~ bound_high ~ ', ' ~ said('anything', language) ~ ')',
            }) }}
        end as {{ in_language('data_words', language) }},
        {%- endfor %}
        sources.source_count,
        sources.official_count
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

),

explained as (

    select
        {%- for language in languages_of_explanations() %}
        {%- set noun, names = in_language('noun', language), in_language('yes_names', language) %}
        {%- set verdict = {
            'noun': noun,
            'data': in_language('data_words', language),
            'claimed': in_language('claimed_words', language),
        } %}
        {%- set unknown = in_language('unknown_names', language) %}
        trim(coalesce(
            {{ in_language('reason', language) }},
            case
                when status = 'reproduced' and bound_low = bound_high and bound_low = claimed_low and bound_low = claimed_high
                    then {{ said('as_the_note', language, verdict) }}
                when status = 'reproduced' then {{ said('as_printed', language, verdict) }}
                when aggregate in ('names', 'name', 'stated') and status = 'consistent'
                    then {{ said('only_the_note', language, verdict) }}
                when status = 'consistent' and bound_low = bound_high then {{ said('as_the_note_alone', language, verdict) }}
                when status = 'consistent' or contradicted_by = 'other_sources' then {{ said('beside_the_note', language, verdict) }}
                else {{ said('with_its_own_figures', language, verdict) }}
            end
            || case
                when aggregate in ('value', 'flag')
                    then {{ said('figures', language, {
                        'figures': 'coalesce(' ~ names ~ ', ' ~ in_language('no_names', language) ~ ', '
                            ~ in_language('outside_names', language) ~ ', ' ~ in_language('open_names', language) ~ ')',
                        'quoted': "case when rule_statistic in ('target', 'outturn') and recomputed_value is not null then "
                            ~ 'coalesce(' ~ said('quoted_beside', language, {'words': 'wording'}) ~ ", '') else '' end",
                    }) }}
                when aggregate = 'outlook'
                    then {{ said('outlook', language, {
                        'weighted_target': figure_in_words('weighted_target', 'unit', language),
                        'amplification': figure_in_words('mean_amplification_pp', "'pp'", language),
                        'year_count': as_text('amplification_year_count'),
                    }) }}
                when aggregate = 'stated'
                    then {{ said('stated_again', language, {
                        'figure': figure_in_words('recomputed_value', 'unit', language), 'place': 'statement_id',
                    }) }}
                when aggregate in ('names', 'name')
                    then coalesce(
                            case aggregate
                                when 'name' then {{ said('named_in', language, {'place': 'set_claim_id', 'names': names}) }}
                                else {{ said('named', language, {'names': names}) }}
                            end,
                            ''
                        )
                        || coalesce({{ said('named_outside', language, {'names': in_language('outside_names', language)}) }}, '')
                when aggregate = 'group_size' then {{ said('group', language, {'names': names}) }}
                when aggregate = 'rank_last'
                    then {{ said('rank_last', language, {
                        'subject': in_language('subject_words', language),
                        'others': 'coalesce(' ~ said('others_unknown', language, {'names': unknown}) ~ ', '
                            ~ said('others_known', language, {'count': as_text('member_count + unknown_count - 1')}) ~ ')',
                    }) }}
                when aggregate in ('max', 'min')
                    then coalesce({{ said('held_by', language, {'names': in_language('holder_names', language)}) }}, '')
                        || coalesce({{ said('unknown_members', language, {'names': unknown}) }}, '')
                when subset_size is not null and aggregate in ('average', 'weighted', 'weighted_change')
                    then coalesce(
                            {{ said('weightless', language, {'names': in_language('weightless_names', language)}) }},
                            {{ said('left_out', language, {
                                'size': as_text('subset_size'),
                                'low': in_language('left_out_of_low', language),
                                'high': in_language('left_out_of_high', language),
                            }) }}
                        )
                when aggregate in ('average', 'weighted', 'weighted_change')
                    then {{ said('averaged', language, {'count': as_text('member_count')}) }}
                        || coalesce({{ said('unknown_members', language, {'names': unknown}) }}, '')
                else
                    {%- set listed = said('listed', language, {'names': names}) %}
                    {%- set yes = {'count': as_text('yes_count'), 'listed': 'coalesce(' ~ listed ~ ", '')"} %}
                    {%- set listed = said('listed', language, {'names': in_language('no_names', language)}) %}
                    {%- set no = {'count': as_text('no_count'), 'listed': listed} %}
                    {%- set listed = said('listed', language, {'names': in_language('open_names', language)}) %}
                    {%- set open = {'count': as_text('open_count'), 'listed': listed} %}
                    case aggregate when 'count' then {{ said('counted', language, yes) }} else {{ said('is_so', language, yes) }} end
                    || case
                        when aggregate = 'count' and claimed_low > bound_high
                            then coalesce({{ said('not_counted', language, no) }}, '')
                        when aggregate = 'count' then ''
                        else coalesce({{ said('is_not_so', language, no) }}, '')
                    end
                    || coalesce({{ said('open', language, open) }}, '')
            end
            || case
                when reported_total is not null and aggregate in ('count', 'majority', 'all', 'max', 'min')
                    then {{ said('own_count', language, {'noun': noun, 'count': number_in_words('reported_total')}) }}
                else ''
            end
            || case
                when source_count <= 3 then {{ said('sources', language, {'names': in_language('source_names', language)}) }}
                when source_count > 3
                    then {{ said('source_counts', language, {'count': as_text('source_count'), 'official': as_text('official_count')}) }}
                else ''
            end
            || case
                when report_only_count > 0 and aggregate not in ('names', 'name', 'stated') then {{ said('starred', language, {'noun': noun}) }}
                else ''
            end
        )) as {{ in_language('explanation', language) }},
        {%- endfor %}
        *
    from worded

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
    explanation,
    explanation_zh
from explained
