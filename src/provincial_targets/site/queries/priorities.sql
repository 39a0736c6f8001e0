-- What a province puts forward first: one row per province and theme.
select
    geography_code,
    theme,
    rank_first,
    year,
    location,
    note,
    -- All of them are read from the report that the reconciliation is about.
    (select min(source_id) from marts.dim_source where kind = 'research' and published_on = date '2024-02-04') as source_id
from marts.priorities
order by geography_code, rank_first desc, theme
