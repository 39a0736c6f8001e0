-- Each claim of the seed has exactly its row.
select
    claims.claim_id,
    reconciled.claim_id as reconciled_claim_id
from {{ ref('stg_report_claims') }} as claims
full outer join {{ ref('report_reconciliation') }} as reconciled
    on claims.claim_id = reconciled.claim_id
where claims.claim_id is null or reconciled.claim_id is null
