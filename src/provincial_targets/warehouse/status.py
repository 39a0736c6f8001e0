"""What is published, how old it is, and how the last runs ended."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from provincial_targets.warehouse import fingerprint, records
from provincial_targets.warehouse.engines.base import Warehouse
from provincial_targets.warehouse.manifest import read_manifest
from provincial_targets.warehouse.rollback import earlier_runs
from provincial_targets.warehouse.summary import Summary
from provincial_targets.warehouse.summary import read as read_summary


@dataclass(frozen=True, kw_only=True)
class Status:
    """The state of a warehouse.

    Attributes:
        published: Id of the published run, or None.
        published_at: When it was built (UTC, ISO 8601).
        age_seconds: How long ago that is; 0 where the clock was set back since.
        code_version: The code that built it.
        input_fingerprint: Digest of the inputs that it was built from.
        changed_since: `inputs`, `code`, both, or nothing changed in the project since.
        damage: What is wrong with the published files.
        earlier: Runs that `rollback` can return to, newest first.
        last_runs: The last runs with their results, newest first.
        summary: The headline figures, where they can be read.
    """

    published: str | None
    published_at: str | None
    age_seconds: int | None
    code_version: str | None
    input_fingerprint: str | None
    changed_since: list[str]
    damage: list[str]
    earlier: list[str]
    last_runs: list[dict[str, Any]]
    summary: Summary | None

    def to_dict(self) -> dict[str, Any]:
        """Return the status as JSON holds it."""
        return asdict(self)

    def lines(self) -> list[str]:
        """Return the status as lines for a terminal."""
        lines = [f"published: {self.published or 'nothing'}"]
        if self.published is not None:
            lines[0] += f", {self.published_at} ({_ago(self.age_seconds or 0)})"
            lines.append(f"built by:  {self.code_version}, inputs {self.input_fingerprint or '?'}")
            changed = " and ".join(self.changed_since)
            lines.append(f"project:   {f'{changed} changed since' if changed else 'unchanged'}")
            lines.append(f"roll back: {', '.join(self.earlier) or 'no earlier run is kept'}")
        if self.last_runs:
            lines.append("last runs:")
            lines += [
                f"  {run['run_id']}  {run['command']:8} {run['result']:14} {run['message'] or ''}"
                for run in self.last_runs
            ]
        return [*lines, *(self.summary.lines() if self.summary else [])]


def read(project_dir: Path, warehouse: Warehouse, *, runs: int, thorough: bool) -> Status:
    """Read the state of a warehouse; nothing is written and no lock is needed."""
    last = [
        {
            "run_id": record.run_id,
            "command": record.command,
            "result": record.result,
            "started_at": record.started_at,
            "finished_at": record.finished_at,
            "message": None if record.message is None else record.message.splitlines()[-1][:200],
            "seconds": record.seconds,
        }
        for record in records.newest(warehouse, runs)
    ]
    current = warehouse.current_run()
    if current is None:
        return Status(
            published=None,
            published_at=None,
            age_seconds=None,
            code_version=None,
            input_fingerprint=None,
            changed_since=[],
            damage=[],
            earlier=[],
            last_runs=last,
            summary=None,
        )
    damaged = warehouse.damage(current, thorough=thorough)
    manifest = read_manifest(warehouse.run_dir(current)) or {}
    inputs = fingerprint.inputs(project_dir, records.last_inputs(warehouse))
    now = {
        "inputs": ("input_fingerprint", fingerprint.of_inputs(inputs)),
        "code": ("code_fingerprint", fingerprint.of_code(project_dir)),
    }
    published_at = manifest.get("published_at")
    return Status(
        published=current,
        published_at=published_at,
        age_seconds=_age(published_at),
        code_version=manifest.get("code_version"),
        input_fingerprint=manifest.get("input_fingerprint"),
        changed_since=[what for what, (key, value) in now.items() if manifest.get(key) != value],
        damage=damaged,
        earlier=earlier_runs(warehouse),
        last_runs=last,
        summary=None if damaged else read_summary(warehouse),
    )


def _age(published_at: str | None) -> int | None:
    if published_at is None:
        return None
    then = dt.datetime.strptime(published_at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.timezone.utc)
    return max(int((records.now() - then).total_seconds()), 0)


def _ago(seconds: int) -> str:
    for size, name in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            count = seconds // size
            return f"{count} {name}{'s' if count > 1 else ''} ago"
    return "just now"
