with

geographies as (

    select * from {{ ref('stg_geographies') }}

)

select
    'all' as scope_code,
    'all' as scope_kind,
    '全部省份' as name_zh,
    'All provinces' as name_en,
    geography_code,
    level
from geographies
where level = 'province'

union all

select
    'region:' || region_en as scope_code,
    'region' as scope_kind,
    region_zh || '地区' as name_zh,
    region_en as name_en,
    geography_code,
    level
from geographies
where level = 'province' and region_en is not null

union all

select
    'group:' || groups.group_code as scope_code,
    'group' as scope_kind,
    groups.name_zh,
    groups.name_en,
    groups.geography_code,
    geographies.level
from {{ ref('stg_groups') }} as groups
inner join geographies
    on groups.geography_code = geographies.geography_code
