with

cells as (

    select * from {{ ref('int_cells_by_vintage') }}

),

provinces as (

    select * from {{ ref('stg_geographies') }}
    where level = 'province'

),

combinations as (

    select distinct
        vintage,
        indicator,
        measure,
        year
    from cells

),

expected as (

    select
        combinations.*,
        provinces.geography_code,
        provinces.name_zh,
        provinces.name_en,
        provinces.sort_order
    from combinations
    cross join provinces

),

found as (

    select
        expected.*,
        -- A target that was not disclosed does not count; nor does an outturn or size in words.
        coalesce(
            case cells.measure
                when 'target' then cells.qualifier <> 'not_disclosed'
                else cells.figure is not null
            end,
            false
        ) as is_found
    from expected
    left join cells
        on expected.vintage = cells.vintage
        and expected.geography_code = cells.geography_code
        and expected.indicator = cells.indicator
        and expected.measure = cells.measure
        and expected.year = cells.year

)

select
    vintage,
    indicator,
    measure,
    year,
    count(case when is_found then 1 end) as geography_count,
    count(*) as expected_count,
    {{ dbt.listagg("case when not is_found then name_zh end", "'、'", 'order by sort_order') }} as missing_geographies,
    {{ dbt.listagg("case when not is_found then name_en end", "', '", 'order by sort_order') }} as missing_geographies_en
from found
group by vintage, indicator, measure, year
