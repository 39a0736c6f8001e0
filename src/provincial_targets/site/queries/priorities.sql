-- What a province puts forward first: one row per province and theme.
select
    geography_code,
    theme,
    rank_first,
    year,
    location,
    note,
    -- The report itself is their only source.
    (
        select min(s.source_id)
        from marts.dim_source as s
        join marts.dim_vintage as r on r.as_of = s.published_on and r.is_report_vintage
        where s.kind = 'research'
    ) as source_id
from marts.priorities
order by geography_code, rank_first desc, theme
