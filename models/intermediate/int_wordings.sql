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

with_signs as {{ computed_once() }} (

    select
        unit,
        wording,
        case
            when unit = 'percent' then {{ spell_english_in_digits(add_missing_percent('normalised')) }}
            else normalised
        end as normalised
    from in_digits

),

clauses as {{ computed_once() }} (

    select
        unit,
        wording,
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
        normalised,
        main_clause,
        case unit
            when 'percent' then {{ write_ranges(without_asides('main_clause')) }}
            else {{ write_amounts('main_clause') }}
        end as in_signs
    from clauses
    {{ computed_whole(['unit', 'wording']) }}

),

bounded as {{ computed_once() }} (

    select
        unit,
        wording,
        normalised,
        main_clause,
        case unit when 'percent' then {{ write_bounds('in_signs') }} else in_signs end as in_signs
    from ranged
    {{ computed_whole(['unit', 'wording']) }}

),

marked as {{ computed_once() }} (

    select
        unit,
        wording,
        normalised,
        main_clause,
        case unit when 'percent' then {{ mark_falls('in_signs') }} else in_signs end as in_signs
    from bounded
    {{ computed_whole(['unit', 'wording']) }}

),

signed as {{ computed_once() }} (

    select
        unit,
        wording,
        normalised,
        main_clause,
        case unit when 'percent' then {{ write_falls('in_signs') }} else in_signs end as in_signs
    from marked
    {{ computed_whole(['unit', 'wording']) }}

)

select
    unit,
    wording,
    in_signs,
    case unit
        when 'percent' then {{ percent_in_wording('in_signs') }}
        else {{ amount_in_wording('in_signs') }}
    end as stated_number,
    case when unit = 'percent' then {{ percent_of_two('in_signs', 1) }} end as first_of_two,
    case when unit = 'percent' then {{ percent_of_two('in_signs', 2) }} end as second_of_two,
    case when unit = 'percent' then {{ range_end('in_signs', 1) }} end as range_low,
    case when unit = 'percent' then {{ range_end('in_signs', 2) }} end as range_high,
    case when unit = 'percent' then {{ qualifier_of_wording('main_clause', 'in_signs') }} end as qualifier,
    main_clause <> normalised as is_two_track,
    -- A clause of a report keeps its 左右 or 以上 when it is quoted; other sentences often drop it.
    unit = 'percent' and {{ regexp_found('in_signs', '增长[0-9]') }} as is_clause
from signed
