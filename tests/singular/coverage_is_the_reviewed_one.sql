-- Each province that dropped out, or turned up, compared with the seed expected_coverage.
-- Only for the seeds: figures from outside (inputs_from) have no reviewed counts.
{{ config(enabled=var('inputs_from') == 'seeds') }}

with

observed as (

    select distinct
        indicator,
        measure,
        year,
        geography_code
    from {{ ref('stg_observations') }}

),

reviewed as (

    select * from {{ ref('stg_expected_coverage') }}

),

combinations as (

    select
        indicator,
        measure,
        year
    from observed
    union
    select
        indicator,
        measure,
        year
    from reviewed

),

provinces as (

    select * from {{ ref('stg_geographies') }}
    where level = 'province'

),

compared as (

    select
        combinations.indicator,
        combinations.measure,
        combinations.year,
        provinces.name_en,
        observed.geography_code is not null as is_there,
        -- A combination without a reviewed row expects no province.
        reviewed.indicator is not null
        and coalesce(reviewed.absent_provinces, '') not like '%' || provinces.geography_code || '%' as is_expected
    from combinations
    cross join provinces
    left join reviewed
        on combinations.indicator = reviewed.indicator
        and combinations.measure = reviewed.measure
        and combinations.year = reviewed.year
    left join observed
        on combinations.indicator = observed.indicator
        and combinations.measure = observed.measure
        and combinations.year = observed.year
        and provinces.geography_code = observed.geography_code

)

select
    indicator,
    measure,
    year,
    name_en,
    case when is_there then 'turned up' else 'dropped out' end as what_happened
from compared
where is_there <> is_expected

union all

select
    compared.indicator,
    compared.measure,
    compared.year,
    'province_count' as name_en,
    'is not the number of provinces that are there' as what_happened
from compared
inner join reviewed
    on compared.indicator = reviewed.indicator
    and compared.measure = reviewed.measure
    and compared.year = reviewed.year
group by compared.indicator, compared.measure, compared.year, reviewed.province_count
having count(case when compared.is_there then 1 end) is distinct from reviewed.province_count
