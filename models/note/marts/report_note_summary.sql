select
    note_id,
    coalesce(indicator, 'all') as indicator,
    count(*) as claim_count,
    count(case when status = 'reproduced' then 1 end) as reproduced_count,
    count(case when status = 'consistent' then 1 end) as consistent_count,
    count(case when status = 'contradicted' then 1 end) as contradicted_count,
    count(case when status = 'not_computable' then 1 end) as not_computable_count,
    count(case when is_circular then 1 end) as circular_count
from {{ ref('report_reconciliation') }}
group by grouping sets ((note_id, indicator), (note_id))
