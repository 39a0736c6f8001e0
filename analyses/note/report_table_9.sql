-- Table 9 of the report: affordable homes, pledged and done, and who puts housing forward.
select
    geographies.name_en as province,
    commitments.area,
    commitments.kind,
    commitments.year,
    commitments.measure_en as statement,
    commitments.value,
    commitments.unit
from {{ ref('mart_commitments') }} as commitments
inner join {{ ref('dim_geography') }} as geographies
    on commitments.geography_code = geographies.geography_code
where commitments.theme = 'housing'

union all

select
    geographies.name_en as province,
    priorities.province as area,
    'priority' as kind,
    priorities.year,
    priorities.note as statement,
    null as value,
    null as unit
from {{ ref('mart_priorities') }} as priorities
inner join {{ ref('dim_geography') }} as geographies
    on priorities.geography_code = geographies.geography_code
where priorities.theme in ('housing', 'dual_use_facilities')
order by province, kind, statement
