-- How the report's statements fare: one row per subject and status.
with

long_form as (

    unpivot (
        select indicator, reproduced_count, consistent_count, contradicted_count, not_computable_count
        from marts.report_reconciliation_summary
        where section = 'all' and indicator <> 'all'
    )
    on
        reproduced_count as reproduced,
        consistent_count as consistent,
        contradicted_count as contradicted,
        not_computable_count as not_computable
    into name status value claim_count

)

select
    l.indicator,
    i.name_zh as indicator_zh,
    i.name_en as indicator_en,
    l.status,
    l.claim_count,
    list_position(['reproduced', 'consistent', 'contradicted', 'not_computable'], l.status) as status_rank,
    dense_rank() over (order by coalesce(i.sort_order, 99), l.indicator) as subject_rank
from long_form as l
left join marts.dim_indicator as i using (indicator)
where l.claim_count > 0
order by subject_rank, status_rank
