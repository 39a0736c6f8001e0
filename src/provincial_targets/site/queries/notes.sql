-- The notes whose statements are checked, and how they fare: one row per note.
select
    n.note_id,
    n.name_zh as note_name_zh,
    n.name_en as note_name_en,
    case when n.is_report then 'reconciliation.html' else 'note-' || n.note_id || '.html' end as page,
    n.is_report,
    n.publisher,
    n.published_on,
    coalesce(s.claim_count, 0) as claim_count,
    coalesce(s.reproduced_count, 0) as reproduced_count,
    coalesce(s.consistent_count, 0) as consistent_count,
    coalesce(s.contradicted_count, 0) as contradicted_count,
    coalesce(s.not_computable_count, 0) as not_computable_count,
    count(r.reproduced_under) as reading_count
from marts.dim_note as n
left join marts.note_summary as s on s.note_id = n.note_id and s.indicator = 'all'
left join marts.report_reconciliation as r on r.note_id = n.note_id
group by all
order by n.published_on desc nulls first, n.note_id
