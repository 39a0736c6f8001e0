select
    statement_id,
    note_id,
    statement_en,
    printed,
    target_year,
    not_claimed
from {{ ref('public_statements') }}
