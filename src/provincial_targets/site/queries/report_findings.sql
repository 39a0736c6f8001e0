-- What the reconciliation comes to, in one sentence each: one row.
select
    '报告的' || claim_count || '条可核对表述中，' || reproduced_count || '条可以复现，' || consistent_count || '条与数据不矛盾，'
    || contradicted_count || '条与数据矛盾，' || not_computable_count || '条无法计算' as summary_zh,
    'Of the report''s ' || claim_count || ' checkable statements ' || reproduced_count || ' can be reproduced, ' || consistent_count
    || ' are consistent with the data, ' || contradicted_count || ' are contradicted, ' || not_computable_count || ' cannot be computed' as summary_en,
    (
        select count(*) || '处矛盾：' || count(*) filter (where kind = 'between_claims') || '处报告自相矛盾，' || count(*) filter (where kind <> 'between_claims')
            || '处仅与数据矛盾；数据能分辨' || count(*) filter (where supported in ('claim', 'other_claim')) || '处'
        from marts.report_contradictions
        join marts.dim_note using (note_id)
        where is_report
    ) as contradictions_zh,
    (
        select count(*) || ' contradictions: ' || count(*) filter (where kind = 'between_claims') || ' between statements of the report, '
            || count(*) filter (where kind <> 'between_claims') || ' with the data alone; the data decide ' || count(*) filter (where supported in ('claim', 'other_claim'))
        from marts.report_contradictions
        join marts.dim_note using (note_id)
        where is_report
    ) as contradictions_en
from marts.report_reconciliation_summary
where section = 'all' and indicator = 'all'
