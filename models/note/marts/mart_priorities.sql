{#- Named mart_priorities because the seed has the name already; published as priorities. -#}
{{ config(alias='priorities') }}

select
    geographies.geography_code,
    priorities.province,
    priorities.theme,
    priorities.rank_first,
    priorities.year,
    priorities.location,
    priorities.note
from {{ ref('stg_priorities') }} as priorities
inner join {{ ref('stg_geographies') }} as geographies
    on priorities.province = geographies.name_zh
