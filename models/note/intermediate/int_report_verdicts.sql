with

claims as (

    select * from {{ ref('int_report_claims') }}

),

results as (

    select * from {{ ref('int_report_results') }}

),

compared as (

    select
        claims.claim_id,
        claims.claimed_value,
        overall.recomputed_value,
        overall.bound_low,
        overall.bound_high,
        overall.known_count,
        overall.member_count,
        overall.informed_count,
        overall.report_only_count,
        overall.reported_total,
        overall.statement_id,
        independent.bound_low as independent_low,
        independent.bound_high as independent_high,
        {%- for language in languages_of_explanations() %}
        case
            when claims.not_computable_reason is not null then claims.{{ in_language('not_computable_reason', language) }}
            when overall.claim_id is null then {{ said('no_such_figure', language) }}
            when overall.informed_count = 0
                then {{ said('not_known_then', language, {'noun': 'claims.' ~ in_language('noun', language)}) }}
        end as {{ in_language('reason', language) }},
        {%- endfor %}
        -- Equal at the decimals that the report prints, for every possible value of the missing figures.
        coalesce(
            (
                claims.claimed_low is null
                or {{ printed('independent.bound_low', 'claims.decimals') }} >= {{ printed('claims.claimed_low', 'claims.decimals') }}
            )
            and (
                claims.claimed_high is null
                or {{ printed('independent.bound_high', 'claims.decimals') }} <= {{ printed('claims.claimed_high', 'claims.decimals') }}
            )
            and independent.bound_low is not null
            and independent.bound_high is not null,
            false
        ) as is_certain,
        {{ report_excludes('independent') }} as is_excluded_by_others,
        {{ report_excludes('overall') }} as is_excluded
    from claims
    left join results as overall
        on claims.claim_id = overall.claim_id
        and overall.evidence = 'all'
    left join results as independent
        on claims.claim_id = independent.claim_id
        and independent.evidence = 'independent'

),

-- The readings that give the printed value from the known figures, and those that rule it out.
readings as (

    select
        claims.claim_id,
        {{ dbt.listagg(
            "case when " ~ report_gives('results') ~ " then results.evidence end", "';'", 'order by results.evidence'
        ) }} as reproduced_under,
        {{ dbt.listagg(
            "case when " ~ report_excludes('results') ~ " then results.evidence end", "';'", 'order by results.evidence'
        ) }} as excluded_under
    from claims
    inner join results
        on claims.claim_id = results.claim_id
        and results.evidence not in ('independent', 'all')
        and results.informed_count > 0
    where claims.not_computable_reason is null
    group by claims.claim_id

),

judged as (

    select
        *,
        case
            when reason is not null then 'not_computable'
            when is_excluded_by_others or is_excluded then 'contradicted'
            when is_certain then 'reproduced'
            else 'consistent'
        end as status,
        -- Other sources do not settle it, and figures that only the report states are used.
        reason is null
        and not is_certain
        and not is_excluded_by_others
        and (
            report_only_count > 0
            or independent_low is distinct from bound_low
            or independent_high is distinct from bound_high
        ) as is_circular
    from compared

)

select
    judged.claim_id,
    judged.status,
    nullif(readings.reproduced_under, '') as reproduced_under,
    nullif(readings.excluded_under, '') as excluded_under,
    case
        when judged.status <> 'contradicted' then null
        when judged.is_excluded_by_others then 'other_sources'
        else 'its_own_figures'
    end as contradicted_by,
    judged.is_circular,
    judged.reason,
    judged.reason_zh,
    case when judged.reason is null then judged.recomputed_value end as recomputed_value,
    case when judged.reason is null then judged.bound_low end as bound_low,
    case when judged.reason is null then judged.bound_high end as bound_high,
    case when judged.reason is null then {{ difference_pp('judged.claimed_value', 'judged.recomputed_value') }} end as difference,
    case when judged.reason is null then judged.independent_low end as independent_low,
    case when judged.reason is null then judged.independent_high end as independent_high,
    case when judged.reason is null then judged.known_count else 0 end as member_count,
    case when judged.reason is null then judged.member_count - judged.known_count else 0 end as unknown_count,
    case when judged.reason is null then judged.report_only_count else 0 end as report_only_count,
    case when judged.reason is null then judged.reported_total end as reported_total,
    case when judged.reason is null then judged.statement_id end as statement_id
from judged
left join readings
    on judged.claim_id = readings.claim_id
