-- Which sources stand behind Beijing's GDP target for 2024, and why was one chosen?
select observation_lineage.observation_id, figure, wording, role, reason, dim_source.kind, dim_source.publisher
from marts.observation_lineage
inner join marts.dim_source using (source_id)
where geography_code = '110000' and indicator = 'gdp' and measure = 'target' and year = 2024
order by observation_lineage.observation_id
