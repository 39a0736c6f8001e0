select
    scope_code,
    geography_code
from {{ ref('int_scope_members') }}
