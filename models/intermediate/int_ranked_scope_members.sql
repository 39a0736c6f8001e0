{{ config(materialized='view') }}

select
    vintage,
    'rank:top10' as scope_code,
    'rank' as scope_kind,
    '经济总量前十' as name_zh,
    'Ten largest by GDP' as name_en,
    geography_code,
    target_year,
    level
from {{ ref('int_gdp_ranks_by_vintage') }}
where gdp_rank <= 10
