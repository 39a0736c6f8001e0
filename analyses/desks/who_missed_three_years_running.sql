-- Who had missed the GDP target three years running or longer by 2025, and since when?
select geographies.name_en, rounds.missed_streak, rounds.missed_since_year
from {{ ref('fct_rounds') }} as rounds
inner join {{ ref('dim_geography') }} as geographies on rounds.geography_code = geographies.geography_code
where rounds.indicator = 'gdp' and rounds.target_year = 2025 and rounds.missed_streak >= 3
order by rounds.missed_streak desc, geographies.sort_order
