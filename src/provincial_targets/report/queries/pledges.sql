-- What provinces and their cities pledge in figures: one row per pledge.
select
    geography_code,
    commitment_id,
    area,
    area_level,
    theme,
    measure_zh,
    measure_en,
    value,
    value_upper,
    unit,
    qualifier,
    kind,
    year,
    figure
from marts.commitments
order by geography_code, area_level desc, commitment_id
