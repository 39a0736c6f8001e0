select * from {{ ref('int_scope_members') }}
