with

claims as (

    select * from {{ ref('stg_report_claims') }}

),

rules as (

    select distinct
        statistic,
        condition,
        aggregate,
        among,
        reason,
        reason_zh
    from ({{ report_rules_as_table() }}) as rules

),

scopes as (

    select
        scope_code,
        count(*) as scope_size
    from {{ ref('int_report_scope_members') }}
    group by scope_code

),

geographies as (

    select * from {{ ref('stg_geographies') }}

),

-- A list of names that conflicts with a count is checked by the rule of that count.
lists as (

    select
        listed.claim_id,
        min(counted.claim_id) as rule_claim_id
    from claims as listed
    inner join claims as counted
        on ';' || listed.conflicts_with || ';' like '%;' || counted.claim_id || ';%'
    inner join rules
        on counted.statistic = rules.statistic
        and rules.condition is null
        and rules.aggregate = 'count'
    where listed.statistic = 'named_set_count'
    group by listed.claim_id

),

-- The claim whose statistic, bounds, year and scope are tested on each member: for a member of a set, the claim about the set.
tested as (

    select
        claims.claim_id,
        coalesce(lists.rule_claim_id, set_claims.claim_id, claims.claim_id) as rule_claim_id,
        coalesce(set_claims.claim_id, claims.claim_id) as set_claim_id
    from claims
    left join claims as set_claims
        on claims.statistic = 'member' and claims.set_claim_id = set_claims.claim_id
    left join lists
        on coalesce(set_claims.claim_id, claims.claim_id) = lists.claim_id

),

resolved as (

    select
        claims.*,
        {%- for language in languages_of_explanations() %}
        {{ note_noun('claims.note_id', language) }} as {{ in_language('noun', language) }},
        {%- endfor %}
        rule_claims.claim_id as rule_claim_id,
        rule_claims.statistic as rule_statistic,
        rules.condition as rule_condition,
        rule_claims.target_year as rule_year,
        rule_claims.lower_bound as rule_lower_bound,
        rule_claims.upper_bound as rule_upper_bound,
        coalesce(rule_claims.bounds, '[]') as rule_bounds,
        case
            when rules.statistic is null then {{ stop_with(
                "'report_claims.csv: claim ' || rule_claims.claim_id || ' has the unknown statistic '"
                ~ " || rule_claims.statistic || coalesce(' with the condition ' || rule_claims.condition, '')"
                ~ " || '; the known ones are in macros/note/report_rules.sql'"
            ) }}
            when claims.statistic <> 'member' or rules.aggregate = 'none' then rules.aggregate
            when rules.aggregate in ('names', 'stated') then 'name'
            else 'flag'
        end as aggregate,
        rules.among,
        rules.reason,
        rules.reason_zh,
        set_claims.scope_code as set_scope_code,
        case
            when set_claims.scope_code like 'any:%' then cast(replace(set_claims.scope_code, 'any:', '') as integer)
        end as subset_size,
        set_claims.scope as set_scope
    from claims
    inner join tested
        on claims.claim_id = tested.claim_id
    inner join claims as rule_claims
        on tested.rule_claim_id = rule_claims.claim_id
    inner join claims as set_claims
        on tested.set_claim_id = set_claims.claim_id
    left join rules
        on rule_claims.statistic = rules.statistic
        and (rules.condition is null or rule_claims.condition = rules.condition)

)

select
    resolved.claim_id,
    resolved.note_id,
    resolved.noun,
    resolved.noun_zh,
    resolved.indicator,
    resolved.target_year,
    resolved.statistic,
    resolved.scope_code,
    resolved.scope,
    resolved.lower_bound,
    resolved.upper_bound,
    resolved.bounds,
    resolved.condition,
    resolved.set_claim_id,
    resolved.claimed_value,
    resolved.unit,
    resolved.decimals,
    resolved.section,
    resolved.location,
    resolved.note,
    resolved.conflicts_with,
    resolved.aggregate,
    resolved.among,
    resolved.rule_claim_id,
    resolved.rule_statistic,
    resolved.rule_condition,
    resolved.rule_year,
    resolved.rule_lower_bound,
    resolved.rule_upper_bound,
    resolved.rule_bounds,
    subjects.geography_code as subject_code,
    scopes.scope_code as member_scope_code,
    scopes.scope_size,
    resolved.subset_size,
    {%- for language in languages_of_explanations() %}
    case
        when resolved.aggregate = 'none' then resolved.{{ in_language('reason', language) }}
        when resolved.claimed_value is null
            and (
                resolved.aggregate not in ('value', 'max', 'min', 'stated')
                or coalesce(resolved.lower_bound, resolved.upper_bound) is null
            )
            then {{ said('no_printed_figure', language, {'noun': 'resolved.' ~ in_language('noun', language)}) }}
        when resolved.aggregate in (
                'count', 'share', 'weight_share', 'majority', 'all', 'max', 'min', 'average', 'weighted', 'weighted_change',
                'group_size', 'flag'
            )
            and scopes.scope_code is null and (subjects.geography_code is null or resolved.statistic = 'member')
            then {{ said('no_such_places', language, {'noun': 'resolved.' ~ in_language('noun', language), 'scope': 'resolved.set_scope'}) }}
        when resolved.aggregate = 'outlook' and coalesce(subjects.level, 'none') <> 'nation'
            then {{ said('nation_alone', language) }}
        when resolved.aggregate in ('value', 'rank_last') and subjects.geography_code is null
            then {{ said('nothing_about', language, {'scope': 'resolved.scope'}) }}
        when resolved.aggregate not in ('group_size', 'names', 'name', 'stated') and indicators.indicator is null
            then {{ said('no_figures_of', language, {'indicator': 'resolved.indicator'}) }}
    end as {{ in_language('not_computable_reason', language) }},
    {%- endfor %}
    -- The values that the claim allows: the one that it states, or all within its bounds.
    case
        when resolved.claimed_value is not null then resolved.claimed_value
        when resolved.aggregate in ('value', 'max', 'min', 'stated') then resolved.lower_bound
    end as claimed_low,
    case
        when resolved.condition = 'or_more' then null
        when resolved.claimed_value is not null then resolved.claimed_value
        when resolved.aggregate in ('value', 'max', 'min', 'stated') then resolved.upper_bound
    end as claimed_high
from resolved
left join geographies as subjects
    on resolved.scope_code = subjects.geography_code
left join scopes
    on scopes.scope_code in (
        resolved.set_scope_code,
        'group:' || resolved.set_scope_code,
        case when resolved.subset_size is not null then 'all' end,
        resolved.set_scope_code || ' ' || cast(resolved.rule_year as {{ dbt.type_string() }}) || ' ' || resolved.note_id
    )
left join {{ ref('stg_indicators') }} as indicators
    on resolved.indicator = indicators.indicator
