with

bodies as (

    {{ report_evidence_as_table() }}

),

-- What the note alone states belongs to one body of evidence only.
cells as (

    select
        bodies.evidence,
        stated.*,
        case bodies.ranges
            when 'whole' then stated.stated_low
            when 'middle' then stated.figure
            else coalesce(stated.stated_low, stated.figure)
        end as figure_low,
        case bodies.ranges
            when 'whole' then stated.stated_high
            when 'middle' then stated.figure
            else coalesce(stated.stated_low, stated.figure)
        end as figure_high
    from {{ ref('int_report_evidence') }} as stated
    inner join bodies
        on stated.is_of_today = bodies.is_of_today
        and (bodies.evidence = 'all' or not stated.rests_on_report)

),

beside_growth as (

    select
        *,
        max(case when indicator = 'gdp' and measure = 'target' then figure_low end) over growth as gdp_target_low,
        max(case when indicator = 'gdp' and measure = 'target' then figure_high end) over growth as gdp_target_high
    from cells
    window growth as (partition by evidence, note_id, geography_code, year)

),

read as (

    select
        cells.evidence,
        cells.note_id,
        cells.geography_code,
        cells.indicator,
        cells.measure,
        cells.year,
        -- int_report_terms fills a bound that is missing with the accepted range of the indicator.
        case
            when cells.figure_low is not null then cells.figure_low
            when cells.measure <> 'target' then null
            when cells.qualifier = 'positive' then 0
            when cells.qualifier in ('in_line_with_gdp', 'above_gdp') then cells.gdp_target_low
        end as value_low,
        case
            when cells.figure_high is not null then cells.figure_high
            when cells.measure <> 'target' then null
            when cells.qualifier = 'in_line_with_gdp' then cells.gdp_target_high
        end as value_high,
        case when cells.measure = 'target' then cells.is_disclosed end as is_disclosed,
        {%- for language in languages_of_explanations() %}
        case
            when cells.figure_low is null and cells.measure <> 'target' then {{ said('no_figure', language) }}
            when cells.figure_low is null
                then {{ said('quoted', language, {'words': 'coalesce(cells.wording, ' ~ said('words_only', language) ~ ')'}) }}
            when cells.figure_low = cells.figure_high then {{ number_in_words('cells.figure_low') }}
            else {{ said('from_to', language, {
                'low': number_in_words('cells.figure_low'), 'high': number_in_words('cells.figure_high'),
            }) }}
        end || case when cells.rests_on_report then '*' else '' end as {{ in_language('figure_text', language) }},
        {%- endfor %}
        cells.wording,
        cells.worded_as,
        cells.full_wording,
        cells.strength,
        cells.is_wording_known,
        cells.stated_in,
        cells.source_id,
        cells.rests_on_report
    from beside_growth as cells

),

-- Years in a row in which a target was missed; a year without target or outturn ends the row.
beside_outturns as (

    select
        evidence,
        note_id,
        geography_code,
        indicator,
        year,
        max(case when measure = 'target' then value_low end) as target_low,
        max(case when measure = 'target' then value_high end) as target_high,
        max(case when measure = 'outturn' then value_low end) as outturn_low,
        max(case when measure = 'outturn' then value_high end) as outturn_high,
        max(case when rests_on_report then 1 else 0 end) = 1 as rests_on_report,
        max(case when measure = 'outturn' then source_id end) as source_id
    from read
    where measure in ('target', 'outturn')
    group by evidence, note_id, geography_code, indicator, year
    having count(distinct measure) = 2

),

judged as (

    select
        figures.evidence,
        figures.note_id,
        figures.geography_code,
        figures.indicator,
        figures.year,
        case
            when indicators.better = 'higher' and figures.outturn_high < figures.target_low then 1
            when indicators.better = 'higher' and figures.outturn_low >= figures.target_high then 0
            when indicators.better = 'lower' and figures.outturn_low > figures.target_high then 1
            when indicators.better = 'lower' and figures.outturn_high <= figures.target_low then 0
        end as is_missed,
        figures.rests_on_report,
        figures.source_id
    from beside_outturns as figures
    inner join {{ ref('stg_indicators') }} as indicators
        on figures.indicator = indicators.indicator

),

followed as (

    select
        *,
        lag(year) over (partition by evidence, note_id, geography_code, indicator order by year) as earlier_year
    from judged

),

streaks as (

    select
        evidence,
        note_id,
        geography_code,
        indicator,
        year,
        year - max(case when is_missed is distinct from 1 then year when earlier_year = year - 1 then null else year - 1 end) over (
            partition by evidence, note_id, geography_code, indicator
            order by year
            rows between unbounded preceding and current row
        ) as streak_low,
        year - max(case when is_missed = 0 then year when earlier_year is null then year - 1 end) over (
            partition by evidence, note_id, geography_code, indicator
            order by year
            rows between unbounded preceding and current row
        ) as streak_high,
        rests_on_report,
        source_id
    from followed

)

select * from read

union all

select
    evidence,
    note_id,
    geography_code,
    indicator,
    'missed_streak' as measure,
    year,
    streak_low as value_low,
    streak_high as value_high,
    null as is_disclosed,
    {%- for language in languages_of_explanations() %}
    case
        when streak_low = streak_high then {{ as_text('streak_low') }}
        else {{ said('from_to', language, {'low': as_text('streak_low'), 'high': as_text('streak_high')}) }}
    end as {{ in_language('figure_text', language) }},
    {%- endfor %}
    null as wording,
    null as worded_as,
    null as full_wording,
    null as strength,
    null as is_wording_known,
    null as stated_in,
    source_id,
    rests_on_report
from streaks
