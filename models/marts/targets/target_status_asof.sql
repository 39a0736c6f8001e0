select
    vintage,
    geography_code,
    indicator,
    target_year,
    target_status as status,
    document,
    source_id,
    is_contested,
    level
from {{ ref('int_rounds_by_vintage') }}
where level <> 'nation'
