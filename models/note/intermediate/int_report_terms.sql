with

claims as (

    select * from {{ ref('int_report_claims') }}
    where not_computable_reason is null

),

rules as (

    select * from ({{ report_rules_as_table() }}) as rules
    where term is not null

),

indicators as (

    select * from {{ ref('stg_indicators') }}

),

cells as (

    select * from {{ ref('int_report_cells') }}

),

nations as (

    select geography_code
    from {{ ref('stg_geographies') }}
    where level = 'nation'

),

-- The geographies that a claim is tested on: its own, or the members of its scope.
members as (

    select
        claims.claim_id,
        coalesce(scope_members.geography_code, claims.subject_code) as geography_code
    from claims
    left join {{ ref('int_report_scope_members') }} as scope_members
        on scope_members.scope_code = case
            when claims.aggregate = 'rank_last' then 'all'
            when claims.aggregate not in ('value', 'flag') then claims.member_scope_code
        end

),

evidence as (

    select evidence from ({{ report_evidence_as_table() }}) as bodies
    where evidence <> 'later'

),

tested as (

    select
        evidence.evidence,
        case
            when claims.subset_size is not null and evidence.evidence in ('independent', 'all') then 'later'
            else evidence.evidence
        end as cell_evidence,
        claims.claim_id,
        claims.note_id,
        members.geography_code,
        claims.indicator,
        rules.role,
        rules.term_position,
        rules.term,
        rules.quantity,
        rules.minuend_measure,
        claims.rule_year,
        claims.rule_year + rules.minuend_year_offset as minuend_year,
        rules.subtrahend_measure is not null as has_subtrahend,
        coalesce(rules.subtrahend_measure like 'national_%', false) as is_against_the_nation,
        case rules.subtrahend_measure when 'gdp_target' then 'gdp' else claims.indicator end as subtrahend_indicator,
        case rules.subtrahend_measure when 'gdp_target' then 'target' when 'national_outturn' then 'outturn' else rules.subtrahend_measure end
            as subtrahend_measure,
        claims.rule_year + rules.subtrahend_year_offset as subtrahend_year,
        case rules.band
            when 'claim' then claims.rule_lower_bound
            when 'down_to_claim' then -claims.rule_upper_bound
            else rules.band_low
        end as band_low,
        case rules.band
            when 'claim' then claims.rule_upper_bound
            when 'down_to_claim' then 0
            else rules.band_high
        end as band_high,
        case when rules.band = 'claim' then claims.rule_bounds else rules.band_ends end as band_ends,
        rules.is_negated,
        rules.worded_as
    from claims
    inner join members
        on claims.claim_id = members.claim_id
    inner join rules
        on claims.rule_statistic = rules.statistic
        and claims.rule_condition is not distinct from rules.condition
    cross join evidence

),

found as (

    select
        tested.*,
        case
            when tested.evidence <> 'main_list' or not targets.is_disclosed then targets.is_disclosed
            else targets.stated_in = 'main_list'
        end as is_disclosed,
        -- An unknown figure may have any value in the accepted range of its indicator.
        coalesce(minuends.value_low, case tested.minuend_measure when 'missed_streak' then 0 else minuend_ranges.accepted_min end)
            as minuend_low,
        coalesce(minuends.value_high, minuend_ranges.accepted_max) as minuend_high,
        coalesce(subtrahends.value_low, subtrahend_ranges.accepted_min) as subtrahend_low,
        coalesce(subtrahends.value_high, subtrahend_ranges.accepted_max) as subtrahend_high,
        -- A known GDP target is no information about another target.
        (tested.evidence <> 'main_list' or targets.stated_in is not null)
        and (
            minuends.geography_code is not null
            or (subtrahends.geography_code is not null and tested.quantity not in ('gdp_gap', 'national_gap'))
        ) as is_informed,
        coalesce(minuends.rests_on_report, false) or coalesce(subtrahends.rests_on_report, false) as rests_on_report,
        {%- for language in languages_of_explanations() %}
        coalesce(minuends.{{ in_language('figure_text', language) }}, {{ said('unknown', language) }})
            as {{ in_language('minuend_text', language) }},
        coalesce(subtrahends.{{ in_language('figure_text', language) }}, {{ said('unknown', language) }})
            as {{ in_language('subtrahend_text', language) }},
        {%- endfor %}
        minuends.wording,
        minuends.worded_as as minuend_worded_as,
        minuends.full_wording as minuend_wording,
        subtrahends.full_wording as subtrahend_wording,
        minuends.is_wording_known,
        -- A softer word: -1; a stronger one: 1; NULL where a wording is not known.
        case when minuends.is_wording_known and subtrahends.is_wording_known then sign(minuends.strength - subtrahends.strength) end
            as wording_step,
        minuends.source_id as minuend_source_id,
        subtrahends.source_id as subtrahend_source_id,
        weights.value_low as weight_100m_yuan,
        weights.source_id as weight_source_id,
        -- Where lower is better, an outturn above the target misses it.
        case when tested.quantity in ('completion', 'previous_completion') and minuend_ranges.better = 'lower' then -1 else 1 end
            as direction
    from tested
    inner join indicators as minuend_ranges
        on tested.indicator = minuend_ranges.indicator
    inner join indicators as subtrahend_ranges
        on tested.subtrahend_indicator = subtrahend_ranges.indicator
    cross join nations
    left join cells as targets
        on tested.cell_evidence = targets.evidence
        and tested.note_id = targets.note_id
        and tested.geography_code = targets.geography_code
        and tested.indicator = targets.indicator
        and targets.measure = 'target'
        and tested.rule_year = targets.year
    left join cells as minuends
        on tested.cell_evidence = minuends.evidence
        and tested.note_id = minuends.note_id
        and tested.geography_code = minuends.geography_code
        and tested.indicator = minuends.indicator
        and tested.minuend_measure = minuends.measure
        and tested.minuend_year = minuends.year
    left join cells as subtrahends
        on tested.cell_evidence = subtrahends.evidence
        and tested.note_id = subtrahends.note_id
        and case when tested.is_against_the_nation then nations.geography_code else tested.geography_code end = subtrahends.geography_code
        and tested.subtrahend_indicator = subtrahends.indicator
        and tested.subtrahend_measure = subtrahends.measure
        and tested.subtrahend_year = subtrahends.year
    left join cells as weights
        on tested.cell_evidence = weights.evidence
        and tested.note_id = weights.note_id
        and tested.geography_code = weights.geography_code
        and minuend_ranges.weight_indicator = weights.indicator
        and weights.measure = 'size'
        and tested.minuend_year - 1 = weights.year

),

differences as (

    select
        *,
        {%- for language in languages_of_explanations() %}
        {%- set minuend, subtrahend = in_language('minuend_text', language), in_language('subtrahend_text', language) %}
        {%- set worded_minuend = 'coalesce(' ~ said('quoted', language, {'words': 'minuend_wording'}) ~ ', ' ~ minuend ~ ')' %}
        {%- set worded_subtrahend = 'coalesce(' ~ said('quoted', language, {'words': 'subtrahend_wording'}) ~ ', ' ~ subtrahend ~ ')' %}
        case
            when worded_as = 'softened' then {{ said('change', language, {'before': worded_subtrahend, 'after': worded_minuend}) }}
            when worded_as is not null then {{ worded_minuend }}
            when not has_subtrahend then {{ minuend }}
            when quantity = 'change' then {{ said('change', language, {'before': subtrahend, 'after': minuend}) }}
            when quantity = 'gdp_gap' then {{ said('gdp_gap', language, {'target': minuend, 'gdp_target': subtrahend}) }}
            when quantity = 'outturn_gap' then {{ said('outturn_gap', language, {'target': minuend, 'outturn': subtrahend}) }}
            when quantity = 'national_gap' then {{ said('national_gap', language, {'figure': minuend, 'nation': subtrahend}) }}
            when quantity = 'two_year_growth' then {{ said('two_year_growth', language, {'outturn': minuend, 'target': subtrahend}) }}
            else {{ said('completion', language, {'outturn': minuend, 'target': subtrahend}) }}
        end as {{ in_language('term_text', language) }},
        {%- endfor %}
        case
            when quantity = 'two_year_growth' then {{ to_four_places(two_year_growth('minuend_low', 'subtrahend_low')) }}
            when not has_subtrahend then minuend_low
            when direction = 1 then {{ difference_pp('minuend_low', 'subtrahend_high') }}
            else {{ difference_pp('subtrahend_low', 'minuend_high') }}
        end as value_low,
        case
            when quantity = 'two_year_growth' then {{ to_four_places(two_year_growth('minuend_high', 'subtrahend_high')) }}
            when not has_subtrahend then minuend_high
            when direction = 1 then {{ difference_pp('minuend_high', 'subtrahend_low') }}
            else {{ difference_pp('subtrahend_high', 'minuend_low') }}
        end as value_high
    from found

),

worded as (

    select
        *,
        evidence = 'with_wording' and quantity = 'change' and value_low = 0 and value_high = 0 as is_moved_by_wording
    from differences

),

-- Where the wording counts, it moves a target whose number stays: less than any number does, and either way where it is not known.
moved as (

    select
        *,
        value_low + case when is_moved_by_wording then coalesce(wording_step, -1) * 0.00001 else 0 end as place_low,
        value_high + case when is_moved_by_wording then coalesce(wording_step, 1) * 0.00001 else 0 end as place_high
    from worded

),

placed as (

    select
        *,
        (band_low is null or place_low > band_low or (place_low = band_low and band_ends in ('[]', '[)')))
        and (band_high is null or place_high < band_high or (place_high = band_high and band_ends in ('[]', '(]')))
            as is_inside,
        (band_low is not null and (place_high < band_low or (place_high = band_low and band_ends in ('()', '(]'))))
        or (band_high is not null and (place_low > band_high or (place_low = band_high and band_ends in ('()', '[)'))))
            as is_outside
    from moved

)

select
    evidence,
    claim_id,
    geography_code,
    role,
    term_position,
    value_low,
    value_high,
    -- 1: it holds; 0: it does not; NULL: open.
    case
        when term in ('disclosed', 'undisclosed')
            then case when is_disclosed = (term = 'disclosed') then 1 when is_disclosed is not null then 0 end
        when worded_as = 'softened'
            then case
                    when value_low > 0 or value_high < 0 then 0
                    when value_low = 0 and value_high = 0 then case when wording_step < 0 then 1 when wording_step >= 0 then 0 end
                end
        when worded_as is not null
            then case
                    when not is_disclosed then 0
                    when not is_inside then case when is_outside then 0 end
                    when minuend_worded_as = worded_as then 1
                    when minuend_worded_as <> 'exact' or is_wording_known or worded_as in ('range', 'words') then 0
                end
        when is_inside then case when is_negated then 0 else 1 end
        when is_outside then case when is_negated then 1 else 0 end
    end as holds,
    case when is_disclosed then 1 when not is_disclosed then 0 end as is_disclosed,
    weight_100m_yuan,
    is_informed,
    rests_on_report,
    term_text,
    term_text_zh,
    wording,
    minuend_source_id,
    subtrahend_source_id,
    weight_source_id
from placed
