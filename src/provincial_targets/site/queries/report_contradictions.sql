-- Where a note contradicts itself or the data: one row per pair of claims, or claim alone.
select
    c.contradiction_id,
    c.note_id,
    c.kind,
    c.claim_id,
    c.other_claim_id,
    c.indicator,
    i.name_zh as indicator_zh,
    i.name_en as indicator_en,
    a.statistic,
    coalesce(g.name_zh, s.name_zh, a.scope) as scope_zh,
    coalesce(g.name_en, s.name_en, a.scope) as scope_en,
    c.claimed_value,
    c.other_claimed_value,
    -- A flag is shown as ✓ or ✗; the other claim has its own unit.
    case when c.unit = 'flag' then case c.claimed_value when 1 then '✓' when 0 then '✗' end else replace(regexp_replace(c.claimed_value::varchar, '\.0$', ''), '-', '−') end as claimed_text,
    case when b.unit = 'flag' then case c.other_claimed_value when 1 then '✓' when 0 then '✗' end else replace(regexp_replace(c.other_claimed_value::varchar, '\.0$', ''), '-', '−') end as other_claimed_text,
    case when c.unit = 'flag' then case c.recomputed_value when 1 then '✓' when 0 then '✗' end else replace(regexp_replace(round(c.recomputed_value, 2)::varchar, '\.0$', ''), '-', '−') end as recomputed_text,
    c.unit,
    b.unit as other_unit,
    c.status,
    c.other_status,
    c.recomputed_value,
    c.supported,
    c.supported_claim_id,
    c.explanation,
    c.explanation_zh
from marts.report_contradictions as c
join marts.report_reconciliation as a on a.claim_id = c.claim_id
left join marts.report_reconciliation as b on b.claim_id = c.other_claim_id
left join marts.dim_indicator as i on i.indicator = c.indicator
left join marts.dim_geography as g on g.geography_code = a.scope_code
left join marts.dim_scope as s on s.scope_code = case when a.scope_code = 'all' then 'all' else 'group:' || a.scope_code end
order by coalesce(i.sort_order, 99), c.set_id, c.contradiction_id
