-- The note's priorities that one of its statements counts: one row per priority and statement.
select
    p.geography_code,
    g.name_zh,
    g.name_en,
    d.name_zh as theme_zh,
    d.name_en as theme_en,
    p.year,
    p.rank_first,
    r.claim_id,
    r.status
from (select *, unnest(string_split(claim_ids, ';')) as claim_id from marts.priorities) as p
join marts.report_reconciliation as r using (claim_id)
join marts.dim_geography as g using (geography_code)
join marts.dim_theme as d on d.theme = p.theme
order by r.claim_id, g.sort_order
