{{ built_by_year() }}

select
    vintage,
    observation_id,
    geography_code,
    indicator,
    measure,
    year,
    figure,
    qualifier,
    wording,
    unit,
    basis,
    release,
    source_id,
    published_on,
    role,
    reason,
    chosen_observation_id
from {{ ref('int_lineage') }}
where {{ in_changed_years('year', after=0) }}
