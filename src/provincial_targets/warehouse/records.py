"""What every run did: one small JSON file per run, outside the run's directory, so that it outlives
the run that it describes.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from provincial_targets.checks.verdict import Check
from provincial_targets.warehouse.files import write_whole
from provincial_targets.warehouse.paths import Paths

KEPT = 400
"""Records kept; a nightly schedule makes one a day."""

RUNNING = "running"
PUBLISHED = "published"
UP_TO_DATE = "up_to_date"
INTERRUPTED = "interrupted"
ROLLED_BACK = "rolled_back"


@dataclass(kw_only=True)
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
        inputs: File, rows, sha256 and, of files outside, the state of every input.
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
        """Add the results of checks."""
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


def write(paths: Paths, record: Record) -> None:
    """Write or replace a record."""
    write_whole(paths.record(record.run_id), to_json(record).encode())


def files(paths: Paths) -> list[Path]:
    """Return the files of all records, oldest first."""
    return sorted(paths.history.glob("*.json"))


def read(path: Path) -> Record | None:
    """Read a record; None where the file holds none, which only a user can have caused."""
    try:
        return Record(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def newest(paths: Paths, count: int) -> list[Record]:
    """Return up to `count` of the latest records, newest first."""
    found: list[Record] = []
    for path in reversed(files(paths)):
        record = read(path)
        if record is not None:
            found.append(record)
        if len(found) == count:
            break
    return found


def last_inputs(paths: Paths) -> list[dict[str, Any]]:
    """Return the inputs of the newest run that recorded any."""
    for path in reversed(files(paths)):
        record = read(path)
        if record is not None and record.inputs:
            return record.inputs
    return []


def start(paths: Paths, command: str, *, run_ids: Iterable[str], published: str | None) -> Record:
    """Write the record of a run that starts; the caller holds the lock.

    The sequence number orders runs even when the clock is set back.

    Args:
        paths: The warehouse.
        command: `run` or `rollback`.
        run_ids: Runs of which the warehouse holds anything; their numbers are not used again.
        published: The run that is published.
    """
    names = [*(path.stem for path in files(paths)), *run_ids]
    numbers = [int(name[:6]) for name in names if name[:6].isdigit()]
    moment = now()
    record = Record(
        run_id=f"{max(numbers, default=0) + 1:06d}-{moment.strftime('%Y%m%dT%H%M%SZ')}",
        command=command,
        started_at=stamp(moment),
        pid=os.getpid(),
        published_before=published,
    )
    write(paths, record)
    return record


def close_killed(paths: Paths, published: str | None) -> None:
    """Give runs that were killed their result, and delete the oldest records; needs the lock.

    Args:
        paths: The warehouse.
        published: The run that is published.
    """
    found = files(paths)
    for path in found[-KEPT:]:
        record = read(path)
        if record is None or record.result != RUNNING:
            continue
        # A run may be killed between the switch and the writing of its result.
        done = published is not None and published in (record.run_id, record.published_after)
        if not done:
            record.result = INTERRUPTED
        else:
            record.result = ROLLED_BACK if record.command == "rollback" else PUBLISHED
        write(paths, record)
    for path in found[:-KEPT]:
        path.unlink(missing_ok=True)
    for path in paths.history.glob(".*.new"):
        with contextlib.suppress(OSError):
            path.unlink()


def latest_day(paths: Paths, today: dt.date) -> dt.date:
    """Return today, or the day of the newest run where the clock was set back since."""
    days = [today]
    for record in newest(paths, 20):
        with contextlib.suppress(ValueError):
            days.append(dt.date.fromisoformat(record.started_at[:10]))
    return max(days)
