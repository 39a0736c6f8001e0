-- What a province puts forward first: one row per province and theme.
select geography_code, theme, rank_first, year, location, note
from marts.priorities
order by geography_code, rank_first desc, theme
