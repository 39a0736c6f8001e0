-- How many provinces stand in each band: one row per indicator, target year and band.
select
    indicator,
    target_year,
    band,
    band_low,
    band_high,
    geography_count,
    geographies as geographies_zh,
    geographies_en
from marts.target_distribution
where scope_code = 'all'
order by indicator, target_year, band_low
