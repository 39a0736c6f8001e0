-- Into which bands do the GDP targets of 2025 fall?
select band, geography_count, geographies
from marts.target_distribution
where scope_code = 'all' and indicator = 'gdp' and target_year = 2025
order by band_low
