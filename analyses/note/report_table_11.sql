-- Table 11 of the report: how provinces deal with their debt. `is_key_debt_province` is the register of 12; the table
-- of the report has nine rows, one of them (Sichuan) not in it.
select
    geographies.name_en as province,
    geographies.is_key_debt_province,
    statements.year,
    statements.kind,
    statements.statement,
    statements.value,
    statements.unit
from (
    select
        geography_code,
        year,
        'priority' as kind,
        note as statement,
        null as value,
        null as unit
    from {{ ref('mart_priorities') }}
    where theme = 'debt_resolution'

    union all

    select
        geography_code,
        year,
        kind,
        measure_en as statement,
        value,
        unit
    from {{ ref('mart_commitments') }}
    where figure = '11'
) as statements
inner join {{ ref('dim_geography') }} as geographies
    on statements.geography_code = geographies.geography_code
order by geographies.sort_order, statements.year, statements.kind, statements.statement
