-- Table 8 of the report: quantified pledges for innovation, industry and finance.
select
    geographies.name_en as province,
    commitments.theme,
    commitments.measure_en as pledge,
    commitments.qualifier,
    commitments.value,
    commitments.unit,
    commitments.figure
from {{ ref('mart_commitments') }} as commitments
inner join {{ ref('dim_geography') }} as geographies
    on commitments.geography_code = geographies.geography_code
where commitments.theme in ('innovation', 'industry', 'finance') and commitments.figure in ('8', 'text')
order by geographies.sort_order, commitments.theme, commitments.commitment_id
