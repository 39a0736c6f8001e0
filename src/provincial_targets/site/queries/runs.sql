-- The last runs: one row per run, newest first.
select
    run_id,
    command,
    started_at,
    finished_at,
    result,
    message,
    code_version,
    left(input_fingerprint, 12) as input_fingerprint
from meta.runs
order by run_id desc
limit 10
