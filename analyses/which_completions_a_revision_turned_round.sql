-- Which targets were met by the outturn as it was released first and are missed today, or the reverse?
select
    geographies.name_en,
    geographies.name_zh,
    rates.indicator,
    rates.target_year,
    rates.target_point,
    rates.first_outturn,
    rates.first_release,
    rates.is_met_at_first_release,
    rates.outturn,
    rates.is_met
from {{ ref('completion_rates') }} as rates
inner join {{ ref('dim_geography') }} as geographies
    on rates.geography_code = geographies.geography_code
where rates.is_turned_by_revision
order by rates.indicator, rates.target_year, geographies.sort_order
