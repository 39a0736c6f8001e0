-- Every province in every round: its target, the one before, what came out, and where each is from.
with

places as (

    select r.indicator, r.target_year, g.*
    from marts.weighted_targets as r
    join marts.dim_indicator as i on i.indicator = r.indicator and i.weight_indicator is not null
    cross join marts.dim_geography as g
    where r.scope_code = 'all' and g.level = 'province'

),

side_by_side as (

    select
        p.indicator,
        p.target_year,
        p.geography_code,
        p.name_zh,
        p.name_en,
        p.region_zh,
        p.region_en,
        p.tile_row,
        p.tile_col,
        p.sort_order,
        t.target_low,
        t.target_point,
        t.target_high,
        t.qualifier,
        q.name_zh as qualifier_zh,
        q.name_en as qualifier_en,
        t.is_two_track,
        t.wording,
        r.status as target_status,
        r.source_id,
        s.publisher,
        s.kind as source_kind,
        t.published_on,
        t.published_on_precision,
        t.source_count,
        t.distinct_value_count,
        -- The number as it is worded, short enough for a tile.
        replace(case t.qualifier
            when 'about' then '≈' || t.target_point
            when 'at_least' then '≥' || t.target_point
            when 'at_most' then '≤' || t.target_point
            when 'range' then t.target_low || '–' || t.target_high
            else t.target_point::varchar
        end, '-', '−') as target_label,
        d.previous_target_point,
        d.previous_wording,
        d.delta_pp,
        case when d.delta_pp > 0 then '+' || d.delta_pp when d.delta_pp < 0 then '−' || abs(d.delta_pp)
            when d.delta_pp = 0 then '0' end as delta_label,
        d.direction,
        d.wording_change,
        f.weight_100m_yuan as size_100m_yuan,
        case when f.weight_100m_yuan is not null then i.weight_indicator || '-size-' || f.weight_year end as size_anchor
    from places as p
    join marts.dim_indicator as i using (indicator)
    join marts.target_status as r using (geography_code, indicator, target_year)
    left join marts.fct_targets as t using (geography_code, indicator, target_year)
    left join marts.dim_qualifier as q using (qualifier)
    left join marts.dim_source as s on s.source_id = r.source_id
    left join marts.target_deltas as d using (geography_code, indicator, target_year)
    join marts.fct_rounds as f using (geography_code, indicator, target_year)

)

select
    *,
    row_number() over (
        partition by indicator, target_year order by target_point desc nulls last, sort_order
    ) as target_rank,
    -- Five shades from the lowest to the highest target of the round.
    case when target_point is not null then 1 + floor(4.999 * (
        dense_rank() over (partition by indicator, target_year order by target_point) - 1
    ) / greatest(count(distinct target_point) over (partition by indicator, target_year) - 1, 1))::integer
    end as target_shade,
    case
        when delta_pp <= -1 then 'down2'
        when delta_pp < 0 then 'down1'
        when delta_pp = 0 then 'zero'
        when delta_pp < 1 then 'up1'
        when delta_pp >= 1 then 'up2'
    end as delta_shade
from side_by_side
order by indicator, target_year, target_rank
