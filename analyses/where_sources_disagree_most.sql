-- For which figures do the sources disagree most, and which one was chosen, from whom?
select
    conflicts.measure,
    conflicts.indicator,
    conflicts.year,
    geographies.name_en,
    conflicts.chosen_value,
    conflicts.min_value,
    conflicts.max_value,
    conflicts.spread,
    conflicts.source_count,
    sources.publisher as chosen_from
from {{ ref('observation_conflicts') }} as conflicts
inner join {{ ref('dim_geography') }} as geographies
    on conflicts.geography_code = geographies.geography_code
inner join {{ ref('observation_lineage') }} as lineage
    on conflicts.geography_code = lineage.geography_code
    and conflicts.indicator = lineage.indicator
    and conflicts.measure = lineage.measure
    and conflicts.year = lineage.year
    and lineage.role = 'chosen'
inner join {{ ref('dim_source') }} as sources
    on lineage.source_id = sources.source_id
where conflicts.is_material
order by conflicts.measure, conflicts.spread desc, conflicts.indicator, conflicts.year, geographies.sort_order
