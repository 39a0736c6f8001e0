select
    members.scope_code,
    rounds.*
from {{ ref('int_rounds_by_vintage') }} as rounds
inner join {{ ref('int_scope_members') }} as members
    on rounds.geography_code = members.geography_code
