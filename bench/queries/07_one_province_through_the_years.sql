-- Everything that Guangdong aimed at and reached.
select indicator, target_year, target_point, wording, outturn, gap_pp, is_met
from marts.fct_targets
left join marts.completion_rates using (geography_code, indicator, target_year, target_point)
where geography_code = '440000'
order by indicator, target_year
