-- Table 10 of the report: urban renewal, province by province and city by city.
select
    geographies.name_en as province,
    commitments.area,
    commitments.measure_en as pledge,
    commitments.qualifier,
    commitments.value,
    commitments.unit
from {{ ref('mart_commitments') }} as commitments
inner join {{ ref('dim_geography') }} as geographies
    on commitments.geography_code = geographies.geography_code
where commitments.figure = '10'
order by geographies.sort_order, commitments.commitment_id
