-- What is missing since 2020?
select indicator, measure, year, geography_count, expected_count, missing_geographies_en
from marts.coverage
where year >= 2020 and geography_count < expected_count
order by indicator, measure, year
