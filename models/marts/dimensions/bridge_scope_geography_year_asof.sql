select * from {{ ref('int_scope_members_by_year') }}
