-- What the report says around each of its figures, and how that checks out: one row per figure and claim.
select
    case
        when r.indicator = 'gdp' and r.statistic in (
            'lowered_count', 'unchanged_count', 'raised_count', 'target_change', 'count_change_between', 'all_claim'
        ) then 2
        when r.indicator = 'gdp' and (r.statistic like '%missed%' or r.statistic like 'outturn%' or r.statistic like '%met%' or r.condition = 'lowered_and_missed') then 3
        when r.indicator = 'gdp' then 1
        when r.indicator = 'fiscal_revenue' then 4
        when r.indicator = 'fixed_asset_investment' then 5
        else 6
    end as figure,
    r.claim_id,
    r.indicator,
    i.name_zh as indicator_zh,
    i.name_en as indicator_en,
    r.target_year,
    r.scope_code,
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
    case
        when r.bound_low is null and r.bound_high is null or r.bound_low = r.bound_high then null
        when r.unit = 'flag' then '✗ … ✓'
        else coalesce(replace(regexp_replace(round(r.bound_low, 2)::varchar, '\.0$', ''), '-', '−'), '−∞')
            || ' … ' || coalesce(replace(regexp_replace(round(r.bound_high, 2)::varchar, '\.0$', ''), '-', '−'), '∞')
    end as bounds,
    -- A flag is shown as ✓ or ✗.
    case when r.unit = 'flag' then case r.claimed_value when 1 then '✓' when 0 then '✗' end else replace(regexp_replace(round(r.claimed_value, 2)::varchar, '\.0$', ''), '-', '−') end as claimed_text,
    case when r.unit = 'flag' then case r.recomputed_value when 1 then '✓' when 0 then '✗' end else replace(regexp_replace(round(r.recomputed_value, 2)::varchar, '\.0$', ''), '-', '−') end as recomputed_text,
    r.unit,
    r.status
from marts.report_reconciliation as r
join marts.dim_note as n on n.note_id = r.note_id and n.is_report
join marts.dim_indicator as i using (indicator)
left join marts.dim_geography as g on g.geography_code = r.scope_code
left join marts.dim_scope as s on s.scope_code = case when r.scope_code = 'all' then 'all' else 'group:' || r.scope_code end
-- The chart shows each province's own figure; statements about many provinces stand beside it.
where
    r.indicator in ('gdp', 'fiscal_revenue', 'fixed_asset_investment', 'retail_sales', 'trade', 'industrial_value_added')
    and r.statistic not in ('member', 'target', 'outturn', 'target_change', 'gap_to_gdp_target', 'named_set_count', 'group_size')
order by figure, i.sort_order, r.claim_id
