-- What the newest run read: one row per input file.
select file, rows, left(sha256, 12) as sha256
from meta.inputs
where run_id = (select max(run_id) from meta.inputs)
order by file
