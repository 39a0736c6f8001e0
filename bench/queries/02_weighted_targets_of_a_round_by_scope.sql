-- What do regions and groups aim at this year, in every indicator?
select weighted_targets.indicator, dim_scope.name_en, weighted_target, change_pp, weight_coverage
from marts.weighted_targets
inner join marts.dim_scope using (scope_code)
where target_year = 2025
order by weighted_targets.indicator, dim_scope.name_en
