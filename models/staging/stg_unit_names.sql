select
    unit,
    name,
    factor
from {{ ref('unit_names') }}
