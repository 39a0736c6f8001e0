-- How often has each province met its GDP target in the years that can be judged?
select
    geographies.name_en,
    geographies.name_zh,
    count(*) as judged_count,
    count(case when completion.is_met then 1 end) as met_count,
    round(avg(completion.gap_pp), 2) as mean_gap_pp
from {{ ref('completion_rates') }} as completion
inner join {{ ref('dim_geography') }} as geographies
    on completion.geography_code = geographies.geography_code
where completion.indicator = 'gdp' and geographies.level = 'province'
group by geographies.name_en, geographies.name_zh, geographies.sort_order
order by met_count desc, mean_gap_pp desc, geographies.sort_order
