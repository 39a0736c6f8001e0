select
    vintage,
    geography_code,
    indicator,
    year,
    figure as size_100m_yuan,
    release,
    source_id,
    published_on,
    published_on_precision,
    source_count,
    distinct_value_count,
    observation_id,
    level
from {{ ref('int_cells_by_vintage') }}
where measure = 'size' and figure is not null
