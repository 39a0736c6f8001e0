with

scope_rounds as (

    select
        *,
        {{ weight_share('weight_100m_yuan', 'vintage, scope_code, indicator, target_year') }} as weight_share
    from {{ ref('int_rounds_by_scope') }}

),

banded as (

    select
        scope_rounds.vintage,
        scope_rounds.scope_code,
        scope_rounds.indicator,
        scope_rounds.target_year,
        floor(scope_rounds.target_point / bands.band_width) * bands.band_width as band_low,
        bands.band_width,
        scope_rounds.weight_share,
        geographies.name_zh,
        geographies.name_en,
        geographies.sort_order
    from scope_rounds
    inner join {{ ref('stg_target_bands') }} as bands
        on scope_rounds.indicator = bands.indicator
    inner join {{ ref('stg_geographies') }} as geographies
        on scope_rounds.geography_code = geographies.geography_code
    where scope_rounds.target_point is not null

)

select
    vintage,
    scope_code,
    indicator,
    target_year,
    '[' || {{ one_decimal('band_low') }} || ', ' || {{ one_decimal('band_low + band_width') }} || ')' as band,
    band_low,
    band_low + band_width as band_high,
    count(*) as geography_count,
    {{ dbt.listagg('name_zh', "'、'", 'order by sort_order') }} as geographies,
    {{ dbt.listagg('name_en', "', '", 'order by sort_order') }} as geographies_en,
    {{ round_to('sum(weight_share)', 10) }} as weight_share
from banded
group by vintage, scope_code, indicator, target_year, band_low, band_width
