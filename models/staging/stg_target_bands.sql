select
    indicator,
    band_width_pp
from {{ ref('target_bands') }}
