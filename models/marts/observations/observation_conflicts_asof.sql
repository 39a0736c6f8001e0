with

conflicts as (

    select
        cells.vintage,
        cells.geography_code,
        cells.indicator,
        cells.measure,
        cells.year,
        cells.figure as chosen_value,
        cells.min_value,
        cells.max_value,
        cells.distinct_value_count,
        cells.source_count,
        {{ difference_pp('cells.max_value', 'cells.min_value') }} as spread,
        coalesce(statuses.is_contested, false) as is_contested
    from {{ ref('int_cells_by_vintage') }} as cells
    left join {{ ref('target_status_asof') }} as statuses
        on cells.vintage = statuses.vintage
        and cells.geography_code = statuses.geography_code
        and cells.indicator = statuses.indicator
        and case cells.measure when 'target' then cells.year end = statuses.target_year
    where cells.distinct_value_count > 1 or statuses.is_contested

)

select
    *,
    is_contested or case measure
        when 'size' then {{ safe_divide('spread', 'chosen_value') }} >= {{ var('material_spread_share') }}
        else spread >= {{ var('material_spread_pp') }}
    end as is_material
from conflicts
