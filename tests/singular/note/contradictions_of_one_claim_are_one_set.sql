-- A claim in two sets means that the widening in report_contradictions stopped too early.
select claim_id
from (
    select
        claim_id,
        set_id
    from {{ ref('report_contradictions') }}
    union
    select
        other_claim_id as claim_id,
        set_id
    from {{ ref('report_contradictions') }}
    where other_claim_id is not null
) as placed
group by claim_id
having count(distinct set_id) > 1
