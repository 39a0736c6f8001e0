-- Do the key debt provinces aim lower than all?
select everyone.indicator, everyone.target_year, round(debtors.weighted_target - everyone.weighted_target, 2) as difference_pp
from marts.weighted_targets as everyone
inner join marts.weighted_targets as debtors using (indicator, target_year)
where everyone.scope_code = 'all' and debtors.scope_code = 'group:key_debt'
order by everyone.indicator, everyone.target_year
