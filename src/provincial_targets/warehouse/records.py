"""What every run did: one small JSON file per run, written whole by a rename, so that a record is
never torn and outlives the warehouse that it describes.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from provincial_targets.checks.verdict import Check
from provincial_targets.warehouse.paths import Warehouse, sync

KEPT = 400
"""Records kept; a nightly schedule makes one a day."""

RUNNING = "running"
PUBLISHED = "published"
UP_TO_DATE = "up_to_date"
INTERRUPTED = "interrupted"
ROLLED_BACK = "rolled_back"


@dataclass
class Record:
    """What one run did.

    Attributes:
        run_id: Sortable id: a sequence number and the time at which it started (UTC).
        command: `run` or `rollback`.
        started_at: UTC, ISO 8601.
        pid: The process.
        finished_at: UTC, ISO 8601; None while it runs, or where it was interrupted.
        result: `running`, `published`, `up_to_date`, `rolled_back`, `interrupted`, or the reason of
            a failure: `bad_input`, `checks_failed`, `cannot_write`, `internal_error`.
        message: What the user was told, or None.
        code_version: Version of the program and start of its code's fingerprint.
        code_fingerprint: Digest of everything that decides what is built from the inputs.
        versions: Of dbt, its adapter and the engine.
        input_fingerprint: Digest of all input files.
        published_before: The run that was published when this one started, or None.
        published_after: For a roll-back, the run that it publishes.
        seconds: Duration of each phase.
        inputs: File, rows and sha256 of every input.
        checks: Every check with its result.
    """

    run_id: str
    command: str
    started_at: str
    pid: int
    result: str = RUNNING
    finished_at: str | None = None
    message: str | None = None
    code_version: str | None = None
    code_fingerprint: str | None = None
    input_fingerprint: str | None = None
    published_before: str | None = None
    published_after: str | None = None
    versions: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    inputs: list[dict[str, Any]] = field(default_factory=list)
    checks: list[dict[str, Any]] = field(default_factory=list)

    def add_checks(self, checks: list[Check]) -> None:
        """Take over the results of checks."""
        self.checks += [asdict(check) for check in checks]


def now() -> dt.datetime:
    """Return the time in UTC, to the second."""
    return dt.datetime.now(dt.timezone.utc).replace(microsecond=0)


def stamp(moment: dt.datetime) -> str:
    """Write a time as records hold it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def to_json(record: Record) -> str:
    """Write a record as its file holds it, on one line."""
    return json.dumps(asdict(record), ensure_ascii=False)


def write(warehouse: Warehouse, record: Record) -> None:
    """Write or replace a record."""
    path = warehouse.history / f"{record.run_id}.json"
    temporary = path.with_suffix(".new")
    try:
        with temporary.open("w", encoding="utf-8") as file:
            file.write(to_json(record))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        sync(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def paths(warehouse: Warehouse) -> list[Path]:
    """Return the files of all records, oldest first."""
    return sorted(warehouse.history.glob("*.json"))


def read(path: Path) -> Record | None:
    """Read a record; None where the file holds none (nobody but a user can have damaged it)."""
    try:
        return Record(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def newest(warehouse: Warehouse, count: int) -> list[Record]:
    """Return up to `count` of the latest records, newest first."""
    found: list[Record] = []
    for path in reversed(paths(warehouse)):
        record = read(path)
        if record is not None:
            found.append(record)
        if len(found) == count:
            break
    return found


def begin(warehouse: Warehouse, command: str) -> Record:
    """Start the record of a run; the caller holds the lock.

    The sequence number orders runs even when the clock is set back.
    """
    names = [path.stem for path in paths(warehouse)] + warehouse.run_ids()
    numbers = [int(name[:6]) for name in names if name[:6].isdigit()]
    moment = now()
    run_id = f"{max(numbers, default=0) + 1:06d}-{moment.strftime('%Y%m%dT%H%M%SZ')}"
    record = Record(
        run_id, command, stamp(moment), os.getpid(), published_before=warehouse.current_run()
    )
    write(warehouse, record)
    return record


def settle(warehouse: Warehouse) -> None:
    """Give runs that were killed their result, and drop the oldest records; needs the lock."""
    current = warehouse.current_run()
    files = paths(warehouse)
    for path in files[-KEPT:]:
        record = read(path)
        if record is None or record.result != RUNNING:
            continue
        # Killed after the rename that publishes, but before it could say so.
        done = current is not None and current in (record.run_id, record.published_after)
        verb = ROLLED_BACK if record.command == "rollback" else PUBLISHED
        record.result = verb if done else INTERRUPTED
        write(warehouse, record)
    for path in files[:-KEPT]:
        path.unlink(missing_ok=True)
    for path in warehouse.history.glob("*.new"):
        with contextlib.suppress(OSError):
            path.unlink()


def latest_day(warehouse: Warehouse, today: dt.date) -> dt.date:
    """Return today, or the day of the newest run where the clock was set back since."""
    days = [today]
    for record in newest(warehouse, 20):
        with contextlib.suppress(ValueError):
            days.append(dt.date.fromisoformat(record.started_at[:10]))
    return max(days)
