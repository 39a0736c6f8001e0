-- In which cells do sources disagree most?
select geography_code, indicator, measure, year, min_value, max_value, spread
from marts.observation_conflicts
where is_material and measure <> 'size'
order by spread desc, geography_code, indicator, measure, year
limit 20
