"""Write, audit, publish: build a candidate, check it, and switch to it in one rename."""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import json
import traceback
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provincial_targets.checks.problems import Problem
from provincial_targets.checks.verdict import Check
from provincial_targets.ingest import journal
from provincial_targets.terminal.exits import Exit, Stop
from provincial_targets.terminal.logs import Phases, log, progress
from provincial_targets.warehouse import fingerprint, lock, records, write_errors
from provincial_targets.warehouse.engines.base import PUBLISHED_SCHEMAS
from provincial_targets.warehouse.manifest import read_manifest
from provincial_targets.warehouse.paths import MANIFEST, Warehouse
from provincial_targets.warehouse.readers import let_others_read

if TYPE_CHECKING:
    from provincial_targets.checks.checker import Checker
    from provincial_targets.checks.verdict import Verdict

_SHOWN = 20
_FAILED_KEPT = 2
_RESULTS = {
    Exit.BAD_INPUT: "bad_input",
    Exit.CHECKS_FAILED: "checks_failed",
    Exit.CANNOT_WRITE: "cannot_write",
}


def run(project_dir: Path, warehouse: Warehouse, *, force: bool, keep: int) -> str:
    """Publish a warehouse of the project's inputs, unless that very one is published.

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
        with let_others_read(), lock.hold(warehouse):
            warehouse.prepare()
            records.settle(warehouse)
            journal.finish(project_dir)
            return _run(project_dir, warehouse, force=force, keep=keep)
    except OSError as error:
        raise write_errors.write_fault(warehouse, error) or error from error


def _run(project_dir: Path, warehouse: Warehouse, *, force: bool, keep: int) -> str:
    """Run, holding the lock."""
    record = records.begin(warehouse, "run")
    try:
        try:
            _identify(record, project_dir)
            reason = None if force else _nothing_to_do(warehouse, record)
            if reason is not None:
                record.result, record.message = records.UP_TO_DATE, reason
                log.info(reason)
                return str(record.published_before)
            _build(project_dir, warehouse, record)
        except Exception as error:
            told = isinstance(error, Stop) and error.code is not Exit.CHECKS_FAILED
            if not told and (stop := write_errors.write_fault(warehouse, error)) is not None:
                raise stop from error
            raise
    except Stop as stop:
        record.result, record.message = _RESULTS[stop.code], stop.lines[0]
        if stop.code is Exit.CANNOT_WRITE:  # the candidate is of no use, and its space is
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
            _settle(warehouse, record)
            records.write(warehouse, record)
            warehouse.end()
            prune(warehouse, keep)
    return record.run_id


def _settle(warehouse: Warehouse, record: records.Record) -> None:
    """Give a run the result that it has by what is published, whatever happened after the switch.

    Where a server cannot be asked, the next run does it.
    """
    try:
        if warehouse.current_run() == record.run_id:
            record.result, record.message = records.PUBLISHED, None
        else:
            record.finished_at = records.stamp(records.now())
    except Stop:
        record.result = records.RUNNING


def _identify(record: records.Record, project_dir: Path) -> None:
    """Write down what this run is made of."""
    inputs = fingerprint.inputs(project_dir)
    record.inputs = [asdict(file) for file in inputs]
    record.input_fingerprint = fingerprint.of_inputs(inputs)
    record.code_fingerprint = fingerprint.of_code(project_dir)
    record.code_version = fingerprint.code_version(record.code_fingerprint)


def _nothing_to_do(warehouse: Warehouse, record: records.Record) -> str | None:
    """Say why there is nothing to build, or return None."""
    current = record.published_before
    if current is None:
        return None
    if damaged := warehouse.damage(current, thorough=False):
        log.warning("the published run is damaged and will be replaced: %s", damaged[0])
        return None
    manifest = read_manifest(warehouse.run_dir(current)) or {}
    if _same(manifest, record):
        return (
            f"already up to date: run {current} of {manifest['published_at']} has these very "
            "inputs and code; --force builds it again"
        )
    for left in _rolled_back_from(warehouse):
        if _same(asdict(left), record):
            return (
                f"not built: these very inputs and code were rolled back from (run {left.run_id}) "
                f"to run {current}; change them, or use --force"
            )
    return None


def _same(one: dict[str, Any], record: records.Record) -> bool:
    return (
        one.get("input_fingerprint") == record.input_fingerprint
        and one.get("code_fingerprint") == record.code_fingerprint
    )


def _rolled_back_from(warehouse: Warehouse) -> list[records.Record]:
    """Return the records of the runs that were rolled back from since something was published."""
    found = []
    for record in records.newest(warehouse, records.KEPT):
        if record.result == records.PUBLISHED:
            break
        if record.result == records.ROLLED_BACK and record.published_before is not None:
            left = records.read(warehouse.history / f"{record.published_before}.json")
            found += [left] if left is not None else []
    return found


def _build(project_dir: Path, warehouse: Warehouse, record: records.Record) -> None:
    """Build, check and publish one candidate."""
    from provincial_targets.checks.checker import Checker

    phases = Phases()
    record.seconds = phases.seconds
    run_dir = warehouse.begin(record.run_id)
    today = records.latest_day(warehouse, dt.date.today())
    gc.disable()  # dbt makes millions of small objects that stay: a fifth of its time is collecting
    try:
        with Checker(project_dir, run_dir) as checker:
            checker.ask_seeds(today)
            _load(project_dir, warehouse, phases, checker, run_dir, record)
    finally:
        gc.freeze()  # else the interpreter visits them all when it ends: a second


def _load(
    project_dir: Path,
    warehouse: Warehouse,
    phases: Phases,
    checker: Checker,
    run_dir: Path,
    record: records.Record,
) -> None:
    def admit() -> None:
        with phases.phase("input files checked"):
            verdict = checker.verdict()
        record.add_checks(verdict.checks)
        _insist(Exit.BAD_INPUT, verdict, warehouse, run_dir, checker)

    with phases.phase("dbt started and project read"):
        from provincial_targets.running.dbt import Dbt

        dbt = Dbt(project_dir, warehouse, record.code_fingerprint or "")
        try:
            dbt.parse()
        except Stop:  # perhaps over a broken seed, of which the verdict says more
            admit()
            raise
    record.versions = dbt.versions()
    proven = _proven(warehouse, record, dbt.checks_of_the_code())
    record.add_checks(proven)
    name = "models built and tested by dbt"
    with phases.phase(name):
        # Only with good inputs does dbt get further than to its first statement.
        verdict = dbt.build(phases.counter(name), admit, code_is_proven=bool(proven))
    record.add_checks(verdict.checks)
    _insist(Exit.CHECKS_FAILED, verdict, warehouse, run_dir, checker)

    engine = warehouse.engine
    with phases.phase("Parquet files written"):
        exported = engine.export(run_dir, PUBLISHED_SCHEMAS)
    checker.ask_published(dbt.contracts(), exported)
    with phases.phase("database reduced to what is published"):
        engine.drop_scaffolding(run_dir)
    with phases.phase("tables checked"):
        verdict = checker.verdict()
    record.add_checks(verdict.checks)
    _insist(Exit.CHECKS_FAILED, verdict, warehouse, run_dir, checker)
    checker.ask_docs()
    with phases.phase("published"):
        _publish(project_dir, warehouse, run_dir, record)
    with phases.phase("Data Docs written"):
        try:
            checker.docs()
        except RuntimeError as error:  # the warehouse is published, and whole without them
            log.warning("no Data Docs: %s", error)


def _proven(
    warehouse: Warehouse, record: records.Record, wanted: set[tuple[str, str]]
) -> list[Check]:
    """Return the checks of the code as the published run has them, where it vouches for all.

    It does where it is of the same code and versions: such checks bring their own rows, so that
    another run of them would find the same.
    """
    published = records.read(warehouse.history / f"{record.published_before}.json")
    if (
        published is None
        or published.code_fingerprint != record.code_fingerprint
        or published.versions != record.versions
    ):
        return []
    known = [Check(**check) for check in published.checks]
    found = [check for check in known if (check.kind, check.name) in wanted]
    if {(check.kind, check.name) for check in found if check.result == "pass"} != wanted:
        return []
    proven = [replace(check, ran_in=check.ran_in or published.run_id) for check in found]
    if proven:
        log.info(
            "unit tests and tests of tests left out: run %s passed them with this very code",
            proven[0].ran_in,
        )
    return proven


def _publish(
    project_dir: Path, warehouse: Warehouse, run_dir: Path, record: records.Record
) -> None:
    """Complete the candidate, seal it, and switch to it."""
    if fingerprint.of_inputs(fingerprint.inputs(project_dir)) != record.input_fingerprint:
        raise Stop(
            Exit.BAD_INPUT,
            "the input files changed while they were being read; nothing was published. Run again.",
        )
    record.finished_at = records.stamp(records.now())
    warehouse.engine.write_meta(warehouse, run_dir, replace(record, result=records.PUBLISHED))
    warehouse.engine.export(run_dir, ["meta"])
    warehouse.seal(
        record.run_id,
        {
            "run_id": record.run_id,
            "published_at": record.finished_at,
            "code_version": record.code_version,
            "code_fingerprint": record.code_fingerprint,
            "input_fingerprint": record.input_fingerprint,
        },
    )
    warehouse.publish(record.run_id)


def _insist(
    code: Exit, verdict: Verdict, warehouse: Warehouse, run_dir: Path, checker: Checker
) -> None:
    """Stop the run if there are problems.

    Raises:
        Stop: With the problems, the first ones in full.
    """
    problems: list[Problem] = list(dict.fromkeys(verdict.problems))
    if not problems:
        return
    if code is Exit.CHECKS_FAILED:
        for problem in problems:
            if write_errors.FAULT.search(problem.message) or warehouse.refusal(problem.message):
                raise RuntimeError(problem.message)  # no fault of the data: the disk is full
    listing = run_dir / "problems.jsonl"
    listing.write_text(
        "".join(json.dumps(asdict(problem), ensure_ascii=False) + "\n" for problem in problems),
        "utf-8",
        "backslashreplace",
    )
    checker.ask_docs(problems)
    docs = checker.docs()
    what = {
        Exit.BAD_INPUT: "the input files were refused",
        Exit.CHECKS_FAILED: "the candidate did not pass its checks",
    }[code]
    count = f"{len(problems)} problem" + ("s" if len(problems) > 1 else "")
    lines = [f"{what}: {count}; what is published stays as it was"]
    lines += [str(problem) for problem in problems[:_SHOWN]]
    if len(problems) > _SHOWN:
        lines.append(f"… and {len(problems) - _SHOWN} more, all in {listing}")
    lines.append(f"candidate kept in {warehouse.kept(run_dir.name)}; checks in {docs}")
    raise Stop(code, lines)


def prune(warehouse: Warehouse, keep: int) -> None:
    """Delete old run directories: all but the last `keep` that were published and two others."""
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
