with

cells as (

    select
        *,
        {{ midpoint('value_low', 'value_high') }} as figure
    from {{ ref('int_report_cells') }}

),

rounds as (

    select distinct
        evidence,
        note_id,
        indicator,
        year as target_year
    from cells
    where measure = 'target'

),

-- A target that nobody states may be anything that its indicator accepts.
members as (

    select
        rounds.evidence,
        rounds.note_id,
        rounds.indicator,
        rounds.target_year,
        targets.figure as target_point,
        coalesce(targets.value_low, indicators.accepted_min) as target_low,
        coalesce(targets.value_high, indicators.accepted_max) as target_high,
        targets.rests_on_report,
        sizes.figure as weight_100m_yuan
    from rounds
    inner join {{ ref('stg_indicators') }} as indicators
        on rounds.indicator = indicators.indicator
    inner join {{ ref('int_scope_members') }} as scope_members
        on scope_members.scope_code = 'all'
    left join cells as targets
        on rounds.evidence = targets.evidence
        and rounds.note_id = targets.note_id
        and rounds.indicator = targets.indicator
        and rounds.target_year = targets.year
        and scope_members.geography_code = targets.geography_code
        and targets.measure = 'target'
    left join cells as sizes
        on rounds.evidence = sizes.evidence
        and rounds.note_id = sizes.note_id
        and indicators.weight_indicator = sizes.indicator
        and rounds.target_year - 1 = sizes.year
        and scope_members.geography_code = sizes.geography_code
        and sizes.measure = 'size'

),

averages as (

    select
        evidence,
        note_id,
        indicator,
        target_year,
        {{ weighted_average('target_point', 'weight_100m_yuan') }} as weighted_target,
        {{ weight_coverage('target_point', 'weight_100m_yuan') }} as weight_coverage,
        {{ weighted_count('target_point', 'weight_100m_yuan') }} as weighted_count,
        {{ weighted_bound('target_low', 'weight_100m_yuan', 'min') }} as weighted_low,
        {{ weighted_bound('target_high', 'weight_100m_yuan', 'max') }} as weighted_high,
        count(case when rests_on_report then 1 end) as report_only_count,
        count(*) as member_count
    from members
    group by evidence, note_id, indicator, target_year

),

national_targets as (

    select
        cells.evidence,
        cells.note_id,
        cells.indicator,
        cells.year as target_year,
        cells.figure as national_target
    from cells
    inner join {{ ref('stg_geographies') }} as geographies
        on cells.geography_code = geographies.geography_code
        and geographies.level = 'nation'
    where cells.measure = 'target'

),

compared as (

    select
        averages.*,
        national_targets.national_target
    from averages
    left join national_targets
        on averages.evidence = national_targets.evidence
        and averages.note_id = national_targets.note_id
        and averages.indicator = national_targets.indicator
        and averages.target_year = national_targets.target_year

),

outlooks as (

    {{ national_target_outlooks('compared', ['evidence', 'note_id']) }}

)

select
    outlooks.evidence,
    outlooks.note_id,
    outlooks.indicator,
    outlooks.target_year,
    outlooks.weighted_target,
    outlooks.amplification_year_count,
    outlooks.mean_amplification_pp,
    outlooks.implied_national_target,
    outlooks.implied_low,
    outlooks.implied_high,
    averages.weighted_count,
    averages.report_only_count,
    averages.member_count
from outlooks
inner join averages
    on outlooks.evidence = averages.evidence
    and outlooks.note_id = averages.note_id
    and outlooks.indicator = averages.indicator
    and outlooks.target_year = averages.target_year
