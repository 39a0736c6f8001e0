-- Table 7 of the report: the provinces that put their core function in the nation first, and what they pledge for it.
select
    geographies.name_en as province,
    priorities.theme as put_first,
    priorities.note as priority,
    commitments.measure_en as pledge,
    commitments.value,
    commitments.unit,
    commitments.qualifier
from {{ ref('mart_priorities') }} as priorities
inner join {{ ref('dim_geography') }} as geographies
    on priorities.geography_code = geographies.geography_code
left join {{ ref('mart_commitments') }} as commitments
    on priorities.geography_code = commitments.geography_code
    and commitments.theme in ('regional_integration', 'opening_up', 'innovation')
    and commitments.figure in ('7', 'text')
    and priorities.year <= commitments.year
where priorities.rank_first and priorities.theme in ('core_function', 'education_science_talent')
order by geographies.sort_order, commitments.commitment_id
