select
    members.scope_code,
    geography_rounds.*
from {{ ref('int_geography_rounds') }} as geography_rounds
inner join {{ ref('int_scope_members') }} as members
    on geography_rounds.geography_code = members.geography_code
