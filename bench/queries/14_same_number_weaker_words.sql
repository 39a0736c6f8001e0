-- Who kept the number and weakened the words?
select geography_code, indicator, target_year, target_point, previous_wording, wording
from marts.target_deltas
where wording_change = 'softened'
order by target_year desc, geography_code, indicator
limit 50
