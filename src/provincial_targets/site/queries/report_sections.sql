-- How the report's statements fare, in numbers: one row per section and subject, totals included.
select
    s.section,
    s.indicator,
    i.name_zh as indicator_zh,
    i.name_en as indicator_en,
    s.claim_count,
    s.reproduced_count,
    s.consistent_count,
    s.contradicted_count,
    s.not_computable_count,
    s.circular_count
from marts.report_reconciliation_summary as s
left join marts.dim_indicator as i using (indicator)
order by
    list_position(['all', 'summary', 'body', 'figure_note'], s.section),
    s.indicator <> 'all', coalesce(i.sort_order, 99), s.indicator
