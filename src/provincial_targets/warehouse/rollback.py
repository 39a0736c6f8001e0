"""Return to an earlier run, and delete the runs that are too old to return to."""

from __future__ import annotations

from provincial_targets.terminal.exits import Exit, Stop
from provincial_targets.warehouse import records, write_errors
from provincial_targets.warehouse.engines.base import Warehouse
from provincial_targets.warehouse.files import let_others_read
from provincial_targets.warehouse.manifest import MANIFEST

_FAILED_KEPT = 2


def earlier_runs(warehouse: Warehouse) -> list[str]:
    """Return the runs that can be returned to, newest first: kept, published once, not current."""
    published = {
        record.run_id
        for record in records.newest(warehouse, records.KEPT)
        if record.result == records.PUBLISHED
    }
    current = warehouse.current_run()
    return [
        run_id
        for run_id in reversed(warehouse.run_ids())
        if run_id in published and run_id != current
    ]


def roll_back(warehouse: Warehouse, run_id: str | None) -> str:
    """Publish an earlier run again.

    Args:
        warehouse: The warehouse.
        run_id: The run; by default the newest whole one that is older than the current.

    Returns:
        The id of the run now published.

    Raises:
        Stop: There is no such run, or its files are not what it wrote.
    """
    if not warehouse.history.is_dir():
        raise Stop(Exit.NOTHING_TO_SHOW, f"nothing was ever published in {warehouse.root}")
    try:
        with let_others_read(), warehouse.locked():
            warehouse.close_killed_runs()
            target = _choose(warehouse, run_id)
            record = warehouse.start_record("rollback")
            record.published_after = target
            records.write(warehouse, record)
            warehouse.switch_to(target)
            record.result = records.ROLLED_BACK
            record.finished_at = records.stamp(records.now())
            records.write(warehouse, record)
            return target
    except OSError as error:
        raise write_errors.as_stop(warehouse, error) or error from error


def _choose(warehouse: Warehouse, run_id: str | None) -> str:
    known = earlier_runs(warehouse)
    current = warehouse.current_run()
    if run_id is not None:
        if run_id == current:
            raise Stop(Exit.NOTHING_TO_SHOW, f"run {run_id} is published already")
        if run_id not in known:
            listed = ", ".join(known) or "none"
            raise Stop(Exit.NOTHING_TO_SHOW, f"no run {run_id} to return to; kept: {listed}")
        if damaged := warehouse.damage(run_id, thorough=True):
            raise Stop(
                Exit.NOTHING_TO_SHOW, [f"run {run_id} is damaged; stayed where it was", *damaged]
            )
        return run_id
    found: list[str] = []
    for older in known:
        if current is not None and older > current:
            continue
        if damaged := warehouse.damage(older, thorough=True):
            found += [f"run {older} is damaged and was passed over", *damaged]
            continue
        return older
    raise Stop(Exit.NOTHING_TO_SHOW, ["there is no earlier run to return to", *found])


def delete_old_runs(warehouse: Warehouse, keep: int) -> None:
    """Keep the last `keep` published runs, and two others to look into; delete the rest."""
    published = set()
    for record in records.newest(warehouse, records.KEPT):
        if record.result == records.PUBLISHED:
            published.add(record.run_id)
    current = warehouse.current_run()
    good: list[str] = []
    other: list[str] = []
    for run_id in reversed(warehouse.run_ids()):
        whole = (warehouse.run_dir(run_id) / MANIFEST).exists()
        if run_id == current:
            good.insert(0, run_id)
        elif whole and run_id in published:
            good.append(run_id)
        else:
            other.append(run_id)
    for run_id in [*good[max(keep, 1) :], *other[_FAILED_KEPT:]]:
        warehouse.remove(run_id)
