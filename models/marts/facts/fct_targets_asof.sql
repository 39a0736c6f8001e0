select
    vintage,
    geography_code,
    indicator,
    year as target_year,
    target_low,
    target_point,
    target_high,
    qualifier,
    is_two_track,
    wording,
    figure is not null as is_numeric,
    source_id,
    published_on,
    published_on_precision,
    source_count,
    distinct_value_count,
    observation_id,
    wording_source_id,
    wording_observation_id,
    is_wording_known
from {{ ref('int_cells_by_vintage') }}
where measure = 'target'
