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
        coalesce(rounds.is_contested, false) as is_contested,
        cells.level,
        cells.measure = 'size' or indicators.target_kind = 'level' as is_amount
    from {{ ref('int_cells_by_vintage') }} as cells
    inner join {{ ref('stg_indicators') }} as indicators
        on cells.indicator = indicators.indicator
    left join {{ ref('int_rounds_by_vintage') }} as rounds
        on cells.vintage = rounds.vintage
        and cells.geography_code = rounds.geography_code
        and cells.indicator = rounds.indicator
        and case cells.measure when 'target' then cells.year end = rounds.target_year
    where cells.distinct_value_count > 1 or rounds.is_contested

)

select
    vintage,
    geography_code,
    indicator,
    measure,
    year,
    chosen_value,
    min_value,
    max_value,
    distinct_value_count,
    source_count,
    spread,
    is_contested,
    level,
    is_contested or case
        when is_amount then {{ safe_divide('spread', 'chosen_value') }} >= {{ var('material_spread_share') }}
        else spread >= {{ var('material_spread_pp') }}
    end as is_material
from conflicts
