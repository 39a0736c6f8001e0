{#- Years before the target year whose sizes may weigh: last year's, else the newest known one of the three before it. -#}
{%- set weight_offsets = [1, 2, 3, 4] -%}
{#- The year before was weighed in the same way. -#}
{%- set size_offsets = weight_offsets + [5] -%}

with

choices as (

    select * from {{ ref('int_cells_by_span') }}

),

indicators as (

    select * from {{ ref('stg_indicators') }}

),

targets as (

    select
        choices.*,
        qualifiers.is_disclosed,
        qualifiers.strength
    from choices
    inner join {{ ref('stg_qualifiers') }} as qualifiers
        on choices.qualifier = qualifiers.qualifier
    where choices.measure = 'target'

),

outturns as (

    select
        choices.*,
        first_releases.first_outturn,
        first_releases.first_release
    from choices
    left join {{ ref('int_first_releases_by_span') }} as first_releases
        on choices.state_number = first_releases.state_number
    where choices.measure = 'outturn'

),

sizes as (

    select * from choices
    where measure = 'size' and figure is not null

),

documents as (

    select * from {{ ref('int_settling_documents') }}

),

-- A round exists from the first vintage in which any target of the indicator and year is known.
rounds as (

    select
        indicator,
        year as target_year,
        min(from_number) as from_number
    from targets
    group by indicator, year

),

-- One row per geography and round, with or without a target.
grid as (

    select
        geographies.geography_code,
        geographies.level,
        rounds.indicator,
        rounds.target_year,
        rounds.from_number,
        indicators.target_kind,
        indicators.better,
        indicators.weight_indicator
    from rounds
    cross join {{ ref('stg_geographies') }} as geographies
    inner join indicators
        on rounds.indicator = indicators.indicator

),

-- Start a new span when any input changes.
parts as (

    select
        geography_code,
        indicator,
        year as target_year,
        from_number
    from choices
    where measure in ('target', 'outturn')

    union all

    select
        geography_code,
        indicator,
        year as target_year,
        from_number
    from documents

    union all

    select
        geography_code,
        indicator,
        year + 1 as target_year,
        from_number
    from choices
    where measure in ('target', 'outturn')

    union all

    select
        geography_code,
        indicator,
        year + 1 as target_year,
        from_number
    from documents

    union all

    select
        targets.geography_code,
        indicators.indicator,
        targets.year as target_year,
        targets.from_number
    from targets
    cross join indicators
    where targets.indicator = 'gdp'

    {%- for offset in size_offsets %}

    union all

    select
        sizes.geography_code,
        indicators.indicator,
        sizes.year + {{ offset }} as target_year,
        sizes.from_number
    from sizes
    inner join indicators
        on sizes.indicator = indicators.weight_indicator
    {%- endfor %}

),

changes as (

    select
        geography_code,
        indicator,
        target_year,
        from_number
    from grid

    union

    select
        parts.geography_code,
        parts.indicator,
        parts.target_year,
        parts.from_number
    from parts
    inner join rounds
        on parts.indicator = rounds.indicator
        and parts.target_year = rounds.target_year
        and parts.from_number > rounds.from_number

),

last_vintage as (

    select max(vintage_number) as vintage_number
    from {{ ref('int_vintage_spans') }}

),

spans as (

    select
        changes.geography_code,
        changes.indicator,
        changes.target_year,
        changes.from_number,
        coalesce(
            lead(changes.from_number) over (
                partition by changes.geography_code, changes.indicator, changes.target_year
                order by changes.from_number
            ) - 1,
            last_vintage.vintage_number
        ) as to_number
    from changes
    cross join last_vintage

),

-- In steps, since each join of a query keeps one side in memory until its last row is through.
weighed as {{ computed_once() }} (

    select
        spans.from_number,
        spans.to_number,
        grid.geography_code,
        grid.level,
        grid.indicator,
        grid.target_year,
        grid.target_kind,
        grid.better,
        case
            {%- for offset in weight_offsets %}
            when sizes_{{ offset }}.figure is not null then grid.target_year - {{ offset }}
            {%- endfor %}
            else grid.target_year - 1
        end as weight_year,
        coalesce({% for offset in weight_offsets %}sizes_{{ offset }}.figure{{ ', ' if not loop.last }}{% endfor %}) as weight_100m_yuan,
        coalesce({% for offset in weight_offsets %}sizes_{{ offset + 1 }}.figure{{ ', ' if not loop.last }}{% endfor %})
            as previous_weight_100m_yuan
    from spans
    inner join grid
        on spans.geography_code = grid.geography_code
        and spans.indicator = grid.indicator
        and spans.target_year = grid.target_year
    {%- for offset in size_offsets %}
    left join sizes as sizes_{{ offset }}
        on spans.geography_code = sizes_{{ offset }}.geography_code
        and grid.weight_indicator = sizes_{{ offset }}.indicator
        and spans.target_year - {{ offset }} = sizes_{{ offset }}.year
        and spans.from_number between sizes_{{ offset }}.from_number and sizes_{{ offset }}.to_number
    {%- endfor %}

),

with_outturns as {{ computed_once() }} (

    select
        weighed.*,
        outturns.figure as outturn,
        previous_outturns.figure as previous_outturn,
        outturns.first_outturn,
        outturns.first_release
    from weighed
    left join outturns
        on weighed.geography_code = outturns.geography_code
        and weighed.indicator = outturns.indicator
        and weighed.target_year = outturns.year
        and weighed.from_number between outturns.from_number and outturns.to_number
    left join outturns as previous_outturns
        on weighed.geography_code = previous_outturns.geography_code
        and weighed.indicator = previous_outturns.indicator
        and weighed.target_year - 1 = previous_outturns.year
        and weighed.from_number between previous_outturns.from_number and previous_outturns.to_number

),

with_previous as {{ computed_once() }} (

    select
        with_outturns.*,
        targets.figure as previous_target_point,
        targets.target_low as previous_target_low,
        targets.target_high as previous_target_high,
        targets.qualifier as previous_qualifier,
        targets.is_two_track as previous_is_two_track,
        targets.wording as previous_wording,
        targets.strength as previous_strength,
        targets.is_wording_known as previous_is_wording_known,
        coalesce(targets.is_disclosed, false) as previous_is_disclosed,
        {{ target_status('targets', 'documents') }} as previous_target_status
    from with_outturns
    left join targets
        on with_outturns.geography_code = targets.geography_code
        and with_outturns.indicator = targets.indicator
        and with_outturns.target_year - 1 = targets.year
        and with_outturns.from_number between targets.from_number and targets.to_number
    left join documents
        on with_outturns.geography_code = documents.geography_code
        and with_outturns.indicator = documents.indicator
        and with_outturns.target_year - 1 = documents.year
        and with_outturns.from_number >= documents.from_number

)

select
    rounds.from_number,
    rounds.to_number,
    rounds.geography_code,
    rounds.level,
    rounds.indicator,
    rounds.target_year,
    rounds.weight_year,
    rounds.target_kind,
    rounds.better,
    targets.figure as target_point,
    targets.target_low,
    targets.target_high,
    targets.qualifier,
    targets.is_two_track,
    targets.wording,
    targets.strength,
    targets.is_wording_known,
    targets.stated_in,
    coalesce(targets.is_disclosed, false) as is_disclosed,
    {{ target_status('targets', 'documents') }} as target_status,
    documents.document_kind as document,
    case when targets.is_disclosed then targets.source_id when not documents.has_target then documents.source_id end as source_id,
    coalesce(targets.is_disclosed and (targets.denying_source_count > 0 or not documents.has_target), false) as is_contested,
    rounds.previous_target_point,
    rounds.previous_target_low,
    rounds.previous_target_high,
    rounds.previous_qualifier,
    rounds.previous_is_two_track,
    rounds.previous_wording,
    rounds.previous_strength,
    rounds.previous_is_wording_known,
    rounds.previous_is_disclosed,
    rounds.previous_target_status,
    gdp_targets.figure as gdp_target_point,
    rounds.outturn,
    rounds.previous_outturn,
    rounds.first_outturn,
    rounds.first_release,
    rounds.weight_100m_yuan,
    rounds.previous_weight_100m_yuan
from with_previous as rounds
left join targets
    on rounds.geography_code = targets.geography_code
    and rounds.indicator = targets.indicator
    and rounds.target_year = targets.year
    and rounds.from_number between targets.from_number and targets.to_number
left join documents
    on rounds.geography_code = documents.geography_code
    and rounds.indicator = documents.indicator
    and rounds.target_year = documents.year
    and rounds.from_number >= documents.from_number
left join targets as gdp_targets
    on rounds.geography_code = gdp_targets.geography_code
    and gdp_targets.indicator = 'gdp'
    and rounds.target_year = gdp_targets.year
    and rounds.from_number between gdp_targets.from_number and gdp_targets.to_number
