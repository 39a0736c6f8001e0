-- Whose range was met by its low end and missed by its middle?
select geographies.name_en, rates.indicator, rates.target_year, rates.target_point, rates.outturn
from {{ ref('completion_rates') }} as rates
inner join {{ ref('dim_geography') }} as geographies on rates.geography_code = geographies.geography_code
where rates.is_met_low and not rates.is_met
order by rates.target_year desc, geographies.sort_order
