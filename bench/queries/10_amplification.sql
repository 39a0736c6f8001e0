-- By how much do the provinces together exceed the national target?
select indicator, target_year, national_target, weighted_provincial_target, amplification_pp
from marts.target_amplification
order by indicator, target_year
