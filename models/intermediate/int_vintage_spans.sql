with

vintages as (

    -- Vintages of the same day share a number.
    select
        vintage,
        as_of,
        has_tables,
        dense_rank() over (order by as_of) as vintage_number
    from {{ ref('int_vintages') }}

),

numbers as (

    select distinct vintage_number
    from vintages

)

select
    firsts.vintage_number as from_number,
    lasts.vintage_number as to_number,
    vintages.vintage,
    vintages.vintage_number,
    vintages.as_of,
    vintages.has_tables
from numbers as firsts
inner join numbers as lasts
    on firsts.vintage_number <= lasts.vintage_number
inner join vintages
    on vintages.vintage_number between firsts.vintage_number and lasts.vintage_number
