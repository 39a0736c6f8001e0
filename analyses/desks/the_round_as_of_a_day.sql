-- How many had announced by 28 January 2026, how many of them had lowered the target, and what did theirs average?
select *
from ({{ round_as_of(ref('fct_rounds'), '2026-01-28') }}) as rounds
where indicator = 'gdp' and target_year = 2026
