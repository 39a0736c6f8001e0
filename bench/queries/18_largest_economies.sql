-- Which provinces are the largest, and what share of the whole are they?
select dim_geography.name_en, size_100m_yuan, round(100 * size_100m_yuan / sum(size_100m_yuan) over (), 1) as share_percent
from marts.fct_sizes
inner join marts.dim_geography using (geography_code)
where indicator = 'gdp' and year = 2023 and dim_geography.level = 'province'
order by size_100m_yuan desc
limit 10
