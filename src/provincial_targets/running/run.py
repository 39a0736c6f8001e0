"""Write, audit, publish: build a candidate, check it, and switch to it in one rename."""

from __future__ import annotations

import contextlib
import gc
import traceback
from dataclasses import asdict
from pathlib import Path
from typing import Any

from provincial_targets.checks import outside
from provincial_targets.ingest.apply import journal
from provincial_targets.terminal.exits import Exit, Stop
from provincial_targets.terminal.logs import Phases, log, progress
from provincial_targets.warehouse import fingerprint, records, write_errors
from provincial_targets.warehouse.engines.base import Warehouse
from provincial_targets.warehouse.files import let_others_read
from provincial_targets.warehouse.manifest import read_manifest
from provincial_targets.warehouse.records import Record
from provincial_targets.warehouse.rollback import delete_old_runs

_RESULTS = {
    Exit.BAD_INPUT: "bad_input",
    Exit.CHECKS_FAILED: "checks_failed",
    Exit.CANNOT_WRITE: "cannot_write",
}


def run(project_dir: Path, warehouse: Warehouse, *, force: bool, keep: int) -> str:
    """Publish a warehouse of the project's inputs, unless what is published is up to date.

    Args:
        project_dir: The dbt project.
        warehouse: Where to publish.
        force: Build even if nothing has changed.
        keep: Published runs to keep for a roll-back, the current one included.

    Returns:
        The id of the run that is published in the end.

    Raises:
        Stop: Nothing was published; the message says why.
    """
    try:
        with let_others_read(), warehouse.locked():
            warehouse.prepare()
            warehouse.close_killed_runs()
            journal.finish(project_dir)
            return _run(project_dir, warehouse, force=force, keep=keep)
    except OSError as error:
        raise write_errors.as_stop(warehouse, error) or error from error


def _run(project_dir: Path, warehouse: Warehouse, *, force: bool, keep: int) -> str:
    """Run, holding the lock, and record how it ends."""
    record = warehouse.start_record("run")
    try:
        try:
            _identify(record, project_dir, warehouse)
            reason = None if force else _nothing_to_do(warehouse, record)
            if reason is not None:
                record.result, record.message = records.UP_TO_DATE, reason
                log.info(reason)
                return str(record.published_before)
            _build_and_publish(project_dir, warehouse, record)
        except Exception as error:
            told = isinstance(error, Stop) and error.code is not Exit.CHECKS_FAILED
            if not told and (stop := write_errors.as_stop(warehouse, error)) is not None:
                raise stop from error
            raise
    except Stop as stop:
        record.result, record.message = _RESULTS[stop.code], stop.lines[0]
        if stop.code is Exit.CANNOT_WRITE:  # an unusable candidate only takes space
            warehouse.remove(record.run_id)
        raise
    except KeyboardInterrupt:
        record.result, record.message = records.INTERRUPTED, "stopped by a signal"
        raise
    except BaseException:
        record.result, record.message = "internal_error", traceback.format_exc()[-2000:]
        raise
    finally:
        progress.clear()
        with contextlib.suppress(OSError, Stop):
            _set_result(record, warehouse)
            records.write(warehouse, record)
            warehouse.close_candidate()
            delete_old_runs(warehouse, keep)
    return record.run_id


def _set_result(record: Record, warehouse: Warehouse) -> None:
    """Set the result from what is actually published, whatever happened after the switch.

    Where the server does not answer, the record stays open and the next run closes it.
    """
    try:
        if warehouse.current_run() == record.run_id:
            record.result, record.message = records.PUBLISHED, None
        else:
            record.finished_at = records.stamp(records.now())
    except Stop:
        record.result = records.RUNNING


def _identify(record: Record, project_dir: Path, warehouse: Warehouse) -> None:
    """Record the inputs and the code of a run."""
    if outside.inputs_from(project_dir) != outside.SEEDS and not warehouse.reads_files:
        raise Stop(
            Exit.BAD_INPUT,
            "dbt_project.yml: inputs_from names files outside, which a run reads on DuckDB alone; "
            "set it to 'seeds', or build with dbt build (docs/operations.md)",
        )
    inputs = fingerprint.inputs(project_dir, records.last_inputs(warehouse))
    record.inputs = [asdict(file) for file in inputs]
    record.input_fingerprint = fingerprint.of_inputs(inputs)
    record.code_fingerprint = fingerprint.of_code(project_dir)
    record.code_version = fingerprint.code_version(record.code_fingerprint)


def _nothing_to_do(warehouse: Warehouse, record: Record) -> str | None:
    """Return why there is nothing to build, or None."""
    current = record.published_before
    if current is None:
        return None
    if damaged := warehouse.damage(current, thorough=False):
        log.warning("the published run is damaged and will be replaced: %s", damaged[0])
        return None
    manifest = read_manifest(warehouse.run_dir(current)) or {}
    if _is_same(manifest, record):
        return (
            f"already up to date: run {current} of {manifest['published_at']} has these very "
            "inputs and code; --force builds it again"
        )
    for left in _rolled_back_from(warehouse):
        if _is_same(asdict(left), record):
            return (
                f"not built: these very inputs and code were rolled back from (run {left.run_id}) "
                f"to run {current}; change them, or use --force"
            )
    return None


def _is_same(one: dict[str, Any], record: Record) -> bool:
    return (
        one.get("input_fingerprint") == record.input_fingerprint
        and one.get("code_fingerprint") == record.code_fingerprint
    )


def _rolled_back_from(warehouse: Warehouse) -> list[Record]:
    """Return the records of the runs that were rolled back from since something was published."""
    found = []
    for record in records.newest(warehouse, records.KEPT):
        if record.result == records.PUBLISHED:
            break
        if record.result == records.ROLLED_BACK and record.published_before is not None:
            left = records.read(warehouse.record(record.published_before))
            found += [left] if left is not None else []
    return found


def _build_and_publish(project_dir: Path, warehouse: Warehouse, record: Record) -> None:
    phases = Phases()
    record.seconds = phases.seconds
    run_dir = warehouse.open_candidate(record.run_id)
    gc.disable()  # dbt keeps millions of objects: garbage collection takes a fifth of its time
    try:
        with phases.phase("Great Expectations loaded"):
            # Imported late: a run that has nothing to do needs neither dbt nor Great Expectations.
            from provincial_targets.checks.judge import Judge
            from provincial_targets.running.candidate import Candidate

        candidate = Candidate(
            project_dir=project_dir,
            warehouse=warehouse,
            run_dir=run_dir,
            record=record,
            judge=Judge(project_dir / "gx"),
            phases=phases,
        )
        candidate.check_inputs()
        dbt = candidate.build()
        candidate.check_tables(dbt)
        candidate.publish()
    finally:
        gc.freeze()  # otherwise the interpreter visits them all when it ends, which takes a second
