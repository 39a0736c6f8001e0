with

scope_rounds as (

    select
        *,
        {{ weight_share('weight_100m_yuan', 'vintage, scope_code, indicator, target_year') }} as weight_share
    from {{ ref('int_rounds_by_scope') }}

)

select
    scope_rounds.vintage,
    scope_rounds.scope_code,
    scope_rounds.indicator,
    scope_rounds.target_year,
    scope_rounds.target_point,
    count(*) as geography_count,
    {{ round_to('sum(scope_rounds.weight_share)', 10) }} as weight_share,
    {{ dbt.listagg('geographies.name_zh', "'、'", 'order by geographies.sort_order') }} as geographies,
    {{ dbt.listagg('geographies.name_en', "', '", 'order by geographies.sort_order') }} as geographies_en
from scope_rounds
inner join {{ ref('stg_geographies') }} as geographies
    on scope_rounds.geography_code = geographies.geography_code
where scope_rounds.target_point is not null
group by
    scope_rounds.vintage,
    scope_rounds.scope_code,
    scope_rounds.indicator,
    scope_rounds.target_year,
    scope_rounds.target_point
