select
    cells.vintage,
    cells.geography_code,
    cells.indicator,
    cells.year as target_year,
    cells.target_low,
    cells.target_point,
    cells.target_high,
    cells.qualifier,
    cells.is_two_track,
    cells.wording,
    cells.figure is not null as is_numeric,
    cells.source_id,
    cells.published_on,
    cells.published_on_precision,
    cells.source_count,
    cells.distinct_value_count,
    cells.observation_id,
    cells.wording_source_id,
    cells.wording_observation_id,
    cells.is_wording_known,
    cells.level,
    qualifiers.is_disclosed,
    announcements.announced_on,
    announcements.announced_on_precision,
    cells.stated_in
from {{ ref('int_cells_by_vintage') }} as cells
inner join {{ ref('stg_qualifiers') }} as qualifiers
    on cells.qualifier = qualifiers.qualifier
left join {{ ref('int_announcements_by_vintage') }} as announcements
    on cells.vintage = announcements.vintage
    and cells.geography_code = announcements.geography_code
    and cells.indicator = announcements.indicator
    and cells.year = announcements.target_year
where cells.measure = 'target'
