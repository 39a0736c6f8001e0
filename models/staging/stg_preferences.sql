select
    criterion,
    code,
    preference_rank
from {{ ref('preferences') }}
