-- What the newest run checked: one row per kind of check and result. An exposure runs nothing.
select
    kind,
    result,
    count(*) as check_count,
    string_agg(name, ', ' order by name) filter (where result <> 'pass') as names
from meta.checks
where run_id = (select max(run_id) from meta.checks) and kind <> 'exposure'
group by kind, result
order by kind, result
