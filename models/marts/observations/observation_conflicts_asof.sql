with

conflicts as (

    select
        vintage,
        geography_code,
        indicator,
        measure,
        year,
        figure as chosen_value,
        min_value,
        max_value,
        distinct_value_count,
        source_count,
        {{ difference_pp('max_value', 'min_value') }} as spread
    from {{ ref('int_cells_by_vintage') }}
    where distinct_value_count > 1

)

select
    *,
    case measure
        when 'size' then {{ safe_divide('spread', 'chosen_value') }} >= {{ var('material_spread_share') }}
        else spread >= {{ var('material_spread_pp') }}
    end as is_material
from conflicts
