with

wordings as (

    -- Read each distinct wording once.
    select distinct
        unit,
        raw_text as wording
    from {{ ref('stg_observations') }}
    where raw_text is not null

),

in_one_spelling as {{ computed_once() }} (

    select
        unit,
        wording,
        {{ normalise_wording('wording') }} as normalised
    from wordings
    {{ computed_whole(['unit', 'wording']) }}

),

in_digits as {{ computed_once() }} (

    select
        unit,
        wording,
        {{ spell_numerals_in_digits('normalised') }} as normalised
    from in_one_spelling
    {{ computed_whole(['unit', 'wording']) }}

),

unit_names as (

    select
        unit,
        factor,
        '{{ unit_mark() }}' || {{ normalise_wording('name') }} as marked_name
    from {{ ref('stg_unit_names') }}
    where unit not in ('percent', '100m_yuan')

),

-- The name of a unit that stands first behind a number, the longest of those: 万人 of 26万人次.
unit_matches as {{ computed_once() }} (

    select
        in_digits.unit,
        in_digits.wording,
        unit_names.factor,
        {{ mark_units('in_digits.normalised') }} as marked,
        unit_names.marked_name,
        row_number() over (
            partition by in_digits.unit, in_digits.wording
            order by
                position(unit_names.marked_name in {{ mark_units('in_digits.normalised') }}), length(unit_names.marked_name) desc
        ) as match_order
    from in_digits
    inner join unit_names
        on in_digits.unit = unit_names.unit
        and position(unit_names.marked_name in {{ mark_units('in_digits.normalised') }}) > 0

),

-- Figures in units of count are read as percentages are: the first name of a unit becomes `%`.
in_percent as {{ computed_once() }} (

    select
        in_digits.unit,
        in_digits.wording,
        coalesce(unit_matches.factor, 1) as factor,
        case
            when in_digits.unit in ('percent', '100m_yuan') then in_digits.normalised
            when unit_matches.marked is null then replace(in_digits.normalised, '%', '¤')
            else replace(replace(unit_matches.marked, unit_matches.marked_name, '%'), '{{ unit_mark() }}', '')
        end as normalised
    from in_digits
    left join unit_matches
        on in_digits.unit = unit_matches.unit
        and in_digits.wording = unit_matches.wording
        and unit_matches.match_order = 1

),

with_signs as {{ computed_once() }} (

    select
        unit,
        wording,
        factor,
        case
            when unit = '100m_yuan' then normalised
            else {{ spell_english_in_digits(add_missing_percent('normalised')) }}
        end as normalised
    from in_percent

),

clauses as {{ computed_once() }} (

    select
        unit,
        wording,
        factor,
        normalised,
        {{ main_clause('normalised') }} as main_clause
    from with_signs
    {{ computed_whole(['unit', 'wording']) }}

),

-- From here on, signs replace words.
ranged as {{ computed_once() }} (

    select
        unit,
        wording,
        factor,
        normalised,
        main_clause,
        case unit
            when '100m_yuan' then {{ write_amounts('main_clause') }}
            else {{ write_ranges(without_asides('main_clause')) }}
        end as in_signs
    from clauses
    {{ computed_whole(['unit', 'wording']) }}

),

bounded as {{ computed_once() }} (

    select
        unit,
        wording,
        factor,
        normalised,
        main_clause,
        case unit when '100m_yuan' then in_signs else {{ write_bounds('in_signs') }} end as in_signs
    from ranged
    {{ computed_whole(['unit', 'wording']) }}

),

marked as {{ computed_once() }} (

    select
        unit,
        wording,
        factor,
        normalised,
        main_clause,
        case unit when '100m_yuan' then in_signs else {{ mark_falls('in_signs') }} end as in_signs
    from bounded
    {{ computed_whole(['unit', 'wording']) }}

),

signed as {{ computed_once() }} (

    select
        unit,
        wording,
        factor,
        normalised,
        main_clause,
        case unit when '100m_yuan' then in_signs else {{ write_falls('in_signs') }} end as in_signs
    from marked
    {{ computed_whole(['unit', 'wording']) }}

)

select
    unit,
    wording,
    in_signs,
    case unit
        when '100m_yuan' then {{ amount_in_wording('in_signs') }}
        else {{ in_unit(percent_in_wording('in_signs')) }}
    end as stated_number,
    case when unit <> '100m_yuan' then {{ in_unit(percent_of_two('in_signs', 1)) }} end as first_of_two,
    case when unit <> '100m_yuan' then {{ in_unit(percent_of_two('in_signs', 2)) }} end as second_of_two,
    case when unit <> '100m_yuan' then {{ in_unit(range_end('in_signs', 1)) }} end as range_low,
    case when unit <> '100m_yuan' then {{ in_unit(range_end('in_signs', 2)) }} end as range_high,
    case when unit <> '100m_yuan' then {{ qualifier_of_wording('main_clause', 'in_signs') }} end as qualifier,
    main_clause <> normalised as is_two_track,
    -- A clause of a report keeps its 左右 or 以上 when it is quoted; other sentences often drop it.
    unit = 'percent' and {{ regexp_found('in_signs', '增长[0-9]') }} as is_clause
from signed
