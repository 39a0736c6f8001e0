-- Where other sources settle a weighted average, it is the one that weighted_targets shows for the same day, if marts_asof has it.
select
    reconciled.claim_id,
    reconciled.recomputed_value,
    weighted_targets.weighted_target
from {{ ref('report_reconciliation') }} as reconciled
inner join {{ ref('dim_note') }} as notes
    on reconciled.note_id = notes.note_id
left join {{ ref('weighted_targets_asof') }} as weighted_targets
    on notes.vintage = weighted_targets.vintage
    and reconciled.scope_code = weighted_targets.scope_code
    and reconciled.indicator = weighted_targets.indicator
    and reconciled.target_year = weighted_targets.target_year
where
    reconciled.statistic = 'weighted_target'
    and notes.vintage is not null
    and reconciled.independent_low = reconciled.independent_high
    and (abs(reconciled.recomputed_value - weighted_targets.weighted_target) <= 0.0001) is not true
