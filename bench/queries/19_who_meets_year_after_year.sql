-- Who met the GDP target most often?
select dim_geography.name_en, count(*) as years, count(*) filter (is_met) as met, round(avg(gap_pp), 2) as average_gap_pp
from marts.completion_rates
inner join marts.dim_geography using (geography_code)
where indicator = 'gdp' and dim_geography.level = 'province'
group by dim_geography.name_en
order by met desc, dim_geography.name_en
