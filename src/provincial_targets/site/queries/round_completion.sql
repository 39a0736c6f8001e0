-- Target and outturn of every province, where both are numbers: one row per province, indicator and year.
select
    c.indicator,
    c.target_year,
    c.geography_code,
    g.name_zh,
    g.name_en,
    g.tile_row,
    g.tile_col,
    g.sort_order,
    c.target_point,
    c.outturn,
    c.gap_pp,
    case when c.gap_pp > 0 then '+' || c.gap_pp when c.gap_pp < 0 then '−' || abs(c.gap_pp)
        when c.gap_pp = 0 then '0' end as gap_label,
    c.completion_rate,
    c.is_met,
    case when c.is_met then 'met' else 'missed' end as verdict,
    c.first_outturn,
    case when c.is_met_at_first_release then 'met' when not c.is_met_at_first_release then 'missed' end as first_verdict,
    c.is_turned_by_revision,
    o.release,
    o.source_id,
    o.published_on,
    case
        when c.is_met and abs(c.gap_pp) >= 1 then 'up2'
        when c.is_met then 'up1'
        when abs(c.gap_pp) >= 1 then 'down2'
        else 'down1'
    end as gap_shade,
    row_number() over (
        partition by c.indicator, c.target_year
        order by case i.better when 'higher' then -c.gap_pp else c.gap_pp end, g.sort_order
    ) as gap_rank
from marts.completion_rates as c
join marts.dim_indicator as i using (indicator)
join marts.dim_geography as g using (geography_code)
join marts.fct_outturns as o
    on o.geography_code = c.geography_code and o.indicator = c.indicator and o.year = c.target_year
where g.level = 'province'
order by c.indicator, c.target_year, gap_rank
