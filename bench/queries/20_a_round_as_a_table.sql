-- The table of a dashboard: one round, all provinces, all that is compared.
select dim_geography.name_en, fct_rounds.indicator, target_point, direction, outturn, gap_pp, is_met, national_target
from marts.fct_rounds
inner join marts.dim_geography using (geography_code)
where target_year = 2024
order by fct_rounds.indicator, dim_geography.sort_order
