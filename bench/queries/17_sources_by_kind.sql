-- On what kind of source do the chosen targets rest, year by year?
select fct_targets.target_year, dim_source.kind, count(*) as targets
from marts.fct_targets
inner join marts.dim_source using (source_id)
group by fct_targets.target_year, dim_source.kind
order by fct_targets.target_year, dim_source.kind
