-- Who missed the GDP target of 2023, and by how much?
select dim_geography.name_en, target_point, outturn, gap_pp
from marts.completion_rates
inner join marts.dim_geography using (geography_code)
where indicator = 'gdp' and target_year = 2023 and not is_met and dim_geography.level = 'province'
order by gap_pp, dim_geography.sort_order
