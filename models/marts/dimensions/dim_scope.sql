select
    scope_code,
    scope_kind,
    name_zh,
    name_en,
    count(*) as member_count
from {{ ref('int_scope_members') }}
group by scope_code, scope_kind, name_zh, name_en
