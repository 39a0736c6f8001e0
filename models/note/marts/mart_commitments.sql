{#- The seed has the name commitments, so the model that is published as commitments needs another. -#}
{{ config(alias='commitments') }}

select
    commitments.commitment_id,
    geographies.geography_code,
    commitments.area,
    commitments.area_level,
    commitments.province,
    commitments.theme,
    commitments.measure_zh,
    commitments.measure_en,
    commitments.value,
    commitments.value_upper,
    commitments.unit,
    commitments.qualifier,
    commitments.kind,
    commitments.year,
    commitments.figure,
    commitments.note,
    geographies.level
from {{ ref('stg_commitments') }} as commitments
inner join {{ ref('stg_geographies') }} as geographies
    on commitments.province = geographies.name_zh
