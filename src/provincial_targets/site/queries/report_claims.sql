-- Every checkable statement of a note, recomputed: one row per claim.
select
    r.claim_id,
    r.claim_id as anchor,
    r.note_id,
    r.section,
    r.location,
    r.indicator,
    i.name_zh as indicator_zh,
    i.name_en as indicator_en,
    r.target_year,
    r.statistic,
    coalesce(g.name_zh, s.name_zh, r.scope) as scope_zh,
    coalesce(g.name_en, s.name_en, r.scope) as scope_en,
    case
        when r.lower_bound is null and r.upper_bound is null then r.condition
        when r.lower_bound is null then case when r.bounds in ('[)', '()') then '< ' else '≤ ' end || r.upper_bound
        when r.upper_bound is null then case when r.bounds in ('(]', '()') then '> ' else '≥ ' end || r.lower_bound
        else replace(coalesce(r.bounds[1], '[') || r.lower_bound || ', ' || r.upper_bound || coalesce(r.bounds[2], ']'), '-', '−')
    end as band,
    r.claimed_value,
    r.recomputed_value,
    r.bound_low,
    r.bound_high,
    case
        when r.bound_low is null and r.bound_high is null or r.bound_low = r.bound_high then null
        when r.unit = 'flag' then '✗ … ✓'
        else coalesce(replace(regexp_replace(round(r.bound_low, 2)::varchar, '\.0$', ''), '-', '−'), '−∞')
            || ' … ' || coalesce(replace(regexp_replace(round(r.bound_high, 2)::varchar, '\.0$', ''), '-', '−'), '∞')
    end as bounds,
    r.difference,
    -- A flag is shown as ✓ or ✗.
    case when r.unit = 'flag' then case r.claimed_value when 1 then '✓' when 0 then '✗' end else replace(regexp_replace(round(r.claimed_value, 2)::varchar, '\.0$', ''), '-', '−') end as claimed_text,
    case when r.unit = 'flag' then case r.recomputed_value when 1 then '✓' when 0 then '✗' end else replace(regexp_replace(round(r.recomputed_value, 2)::varchar, '\.0$', ''), '-', '−') end as recomputed_text,
    r.unit,
    r.status,
    r.is_circular,
    r.member_count,
    r.unknown_count,
    r.report_only_count,
    r.conflicts_with,
    r.note,
    array_to_string(
        list_transform(
            string_split(r.reproduced_under, ';'),
            lambda x: case x when 'by_number' then '按数值' when 'with_wording' then '措辞放宽算下调' when 'low_end' then '区间取低端' when 'main_list' then '只计主要目标' else '按今日所知' end
        ),
        '；'
    ) as reproduced_under_zh,
    array_to_string(
        list_transform(
            string_split(r.reproduced_under, ';'),
            lambda x: case x when 'by_number' then 'by number' when 'with_wording' then 'softer wording lowers' when 'low_end' then 'low end of ranges' when 'main_list' then 'main list only' else 'known today' end
        ),
        '; '
    ) as reproduced_under_en,
    r.explanation,
    r.explanation_zh
from marts.report_reconciliation as r
left join marts.dim_indicator as i using (indicator)
left join marts.dim_geography as g on g.geography_code = r.scope_code
left join marts.dim_scope as s on s.scope_code = case when r.scope_code = 'all' then 'all' else 'group:' || r.scope_code end
order by list_position(['summary', 'body', 'figure_note'], r.section), coalesce(i.sort_order, 99), r.indicator, r.claim_id
