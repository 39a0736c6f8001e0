-- An explanation in Chinese has the figures of the one in English, in the same order.
select
    claim_id,
    explanation,
    explanation_zh
from {{ ref('report_reconciliation') }}
where {{ regexp_swap('explanation', '[^0-9]', '') }} <> {{ regexp_swap('explanation_zh', '[^0-9]', '') }}
