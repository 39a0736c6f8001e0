select
    scope_code,
    scope_kind,
    name_zh,
    name_en,
    geography_code
from {{ ref('int_scope_members') }}
