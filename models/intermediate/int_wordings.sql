with

wordings as (

    -- Many sources use the same words: each wording is read once.
    select distinct
        unit,
        raw_text as wording
    from {{ ref('stg_observations') }}
    where raw_text is not null

),

in_one_spelling as (

    select
        unit,
        wording,
        {{ normalise_wording('wording') }} as normalised
    from wordings

),

in_digits as (

    select
        unit,
        wording,
        {{ spell_numerals_in_digits('normalised') }} as normalised
    from in_one_spelling

),

signed as (

    select
        unit,
        wording,
        case when unit = 'percent' then {{ add_missing_percent('normalised') }} else normalised end as normalised
    from in_digits

),

clauses as (

    select
        unit,
        wording,
        normalised,
        {{ main_clause('normalised') }} as main_clause,
        {{ regexp_found('normalised', two_track_pattern()) }} as names_hope
    from signed

)

select
    unit,
    wording,
    main_clause as normalised_wording,
    case unit
        when 'percent' then {{ percent_in_wording('main_clause') }}
        else {{ amount_in_wording('main_clause') }}
    end as stated_number,
    case when unit = 'percent' then {{ range_end('main_clause', 1) }} end as range_low,
    case when unit = 'percent' then {{ range_end('main_clause', 2) }} end as range_high,
    case when unit = 'percent' then {{ qualifier_of_wording('main_clause') }} end as qualifier,
    names_hope and main_clause <> normalised as is_two_track
from clauses
