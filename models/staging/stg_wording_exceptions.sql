select
    unit,
    wording,
    value,
    qualifier,
    reason
from {{ ref('wording_exceptions') }}
