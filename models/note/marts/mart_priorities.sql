{#- The seed has the name priorities, so the model that is published as priorities needs another. -#}
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
