{#- The seed has the name priorities, so the model that is published as priorities needs another. A statement
    of the note that counts provinces names them in claims of their own, its members. -#}
{{ config(alias='priorities') }}

with

claims as (

    select
        members.scope_code as geography_code,
        themes.theme,
        sets.target_year as year,
        {{ dbt.listagg('sets.claim_id', "';'", 'order by sets.claim_id') }} as claim_ids
    from {{ ref('stg_report_themes') }} as themes
    inner join {{ ref('stg_report_claims') }} as sets
        on themes.claim_id = sets.claim_id
    inner join {{ ref('stg_report_claims') }} as members
        on sets.claim_id = members.set_claim_id
    group by members.scope_code, themes.theme, sets.target_year

)

select
    geographies.geography_code,
    priorities.province,
    priorities.theme,
    priorities.rank_first,
    priorities.year,
    priorities.location,
    priorities.note,
    claims.claim_ids,
    geographies.level
from {{ ref('stg_priorities') }} as priorities
inner join {{ ref('stg_geographies') }} as geographies
    on priorities.province = geographies.name_zh
left join claims
    on geographies.geography_code = claims.geography_code
    and priorities.theme = claims.theme
    and priorities.year = claims.year
