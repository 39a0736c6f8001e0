-- Where does a fiscal target exceed the GDP target, and by how much on average?
select target_year, count(*) as provinces, count(*) filter (gap_pp > 0) as above, round(avg(gap_pp), 2) as average_gap_pp
from marts.target_vs_gdp
where indicator = 'fiscal_revenue'
group by target_year
order by target_year
