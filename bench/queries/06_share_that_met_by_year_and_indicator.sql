-- What share of provinces met its target, by year and indicator?
select indicator, target_year, evaluated_count, met_share, weighted_gap_pp
from marts.completion_summary
where scope_code = 'all'
order by indicator, target_year
