"""Return to an earlier run."""

from __future__ import annotations

from provincial_targets.terminal.exits import Exit, Stop
from provincial_targets.warehouse import lock, records
from provincial_targets.warehouse.paths import Warehouse
from provincial_targets.warehouse.readers import let_others_read
from provincial_targets.warehouse.write_errors import write_fault


def candidates(warehouse: Warehouse) -> list[str]:
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
        with let_others_read(), lock.hold(warehouse):
            records.settle(warehouse)
            target = _choose(warehouse, run_id)
            record = records.begin(warehouse, "rollback")
            record.published_after = target
            records.write(warehouse, record)
            warehouse.publish(target)
            record.result = records.ROLLED_BACK
            record.finished_at = records.stamp(records.now())
            records.write(warehouse, record)
            return target
    except OSError as error:
        raise write_fault(warehouse, error) or error from error


def _choose(warehouse: Warehouse, run_id: str | None) -> str:
    known = candidates(warehouse)
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
