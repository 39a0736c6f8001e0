select
    observation_id,
    qualifier,
    reason
from {{ ref('wording_exceptions') }}
