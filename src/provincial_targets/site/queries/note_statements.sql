-- What others printed, in plain words, and what became of it: one row per statement.
select
    s.note_id,
    n.name_zh as note_name_zh,
    n.name_en as note_name_en,
    'note-' || s.note_id || '.html' as page,
    s.statement_id,
    s.statement_en as statement,
    s.claim_count,
    s.reproduced_count,
    s.consistent_count,
    s.contradicted_count,
    s.not_computable_count,
    s.not_claimed,
    s.not_claimed_zh
from marts.report_note_statements as s
join marts.dim_note as n using (note_id)
order by s.statement_id
