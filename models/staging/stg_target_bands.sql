select
    indicator,
    band_width
from {{ ref('target_bands') }}
