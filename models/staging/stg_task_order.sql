select
    geography_code,
    year,
    rank,
    theme,
    other_themes,
    paragraph,
    gist
from {{ ref('task_order') }}
