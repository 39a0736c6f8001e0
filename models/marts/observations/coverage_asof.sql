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
        -- Words for an outturn or a size are no figure.
        case
            when expected.measure = 'target' then statuses.status
            when cells.figure is not null then 'stated_number'
            else 'no_source'
        end as status
    from expected
    left join {{ ref('target_status_asof') }} as statuses
        on expected.vintage = statuses.vintage
        and expected.geography_code = statuses.geography_code
        and expected.indicator = statuses.indicator
        and case expected.measure when 'target' then expected.year end = statuses.target_year
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
    count(case when status in ('stated_number', 'stated_words') then 1 end) as geography_count,
    count(*) as expected_count,
    {{ dbt.listagg("case when status in ('not_stated', 'no_source') then name_zh end", "'、'", 'order by sort_order') }}
        as missing_geographies,
    {{ dbt.listagg("case when status in ('not_stated', 'no_source') then name_en end", "', '", 'order by sort_order') }}
        as missing_geographies_en,
    {%- for status in ['stated_number', 'stated_words', 'not_stated', 'no_source'] %}
    count(case when status = '{{ status }}' then 1 end) as {{ status }}_count,
    {%- endfor %}
    {{ dbt.listagg("case when status = 'not_stated' then name_zh end", "'、'", 'order by sort_order') }} as not_stated_geographies,
    {{ dbt.listagg("case when status = 'not_stated' then name_en end", "', '", 'order by sort_order') }}
        as not_stated_geographies_en
from found
group by vintage, indicator, measure, year
