select
    indicator,
    measure,
    year,
    observation_count
from {{ ref('expected_observation_counts') }}
