select
    claim_id,
    theme
from {{ ref('report_themes') }}
