select
    statement_id,
    note_id,
    statement_en,
    printed,
    target_year,
    not_claimed,
    not_claimed_zh
from {{ ref('public_statements') }}
