"""The command line as a user calls it, and the warehouse after it."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb

SOURCES = Path(__file__).resolve().parents[3] / "src"


@dataclass(frozen=True)
class Outcome:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def errors(self) -> list[str]:
        """The error lines, without their prefix."""
        prefix = "error: "
        return [line[len(prefix) :] for line in self.err.splitlines() if line.startswith(prefix)]


def environment(**extra: str) -> dict[str, str]:
    """Return the environment of a command: this checkout's code, without the user's variables."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("DBT_", "PROVINCIAL_"))}
    return {**kept, "PYTHONPATH": str(SOURCES), **extra}


def arguments(project: Path, warehouse: Path, *words: str) -> list[str]:
    """Return the words of a command on a project and its warehouse."""
    places = ["--project-dir", str(project), "--warehouse", str(warehouse)]
    return [sys.executable, "-m", "provincial_targets", *words, *places]


def call(project: Path, warehouse: Path, *words: str, **extra: str) -> Outcome:
    """Run a command to its end."""
    done = subprocess.run(
        arguments(project, warehouse, *words),
        capture_output=True,
        text=True,
        env=environment(**extra),
        cwd=project,
        timeout=600,
        check=False,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


def start(project: Path, warehouse: Path, *words: str) -> subprocess.Popen[str]:
    """Start a command in a process group of its own, so that it can be killed as a whole."""
    return subprocess.Popen(
        arguments(project, warehouse, *words),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
        cwd=project,
        start_new_session=True,
    )


def published(warehouse: Path) -> dict[str, str]:
    """Return what users see: the run, and a digest of every published file."""
    current = warehouse / "current"
    if not current.exists():
        return {}
    files = [
        current / "provincial_targets.duckdb",
        *sorted((current / "parquet").rglob("*.parquet")),
    ]
    return {
        "run": os.readlink(current),
        **{
            str(path.relative_to(current)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in files
        },
    }


def query(warehouse: Path, sql: str) -> list[tuple[object, ...]]:
    """Query the published database."""
    database = str(warehouse / "provincial_targets.duckdb")
    with duckdb.connect(database, read_only=True) as connection:
        return connection.sql(sql).fetchall()


def assert_whole(warehouse: Path) -> str:
    """Check that what is published is one whole, checked run, and return its id."""
    run_dir = (warehouse / "current").resolve()
    manifest = json.loads((run_dir / "manifest.json").read_text("utf-8"))
    for name, sealed in manifest["files"].items():
        assert hashlib.sha256((run_dir / name).read_bytes()).hexdigest() == sealed["sha256"], name
    assert manifest["run_id"] == run_dir.name
    rows = query(warehouse, f"select result from meta.runs where run_id = '{run_dir.name}'")
    assert rows == [("published",)]
    failed = query(
        warehouse,
        f"select * from meta.checks where run_id = '{run_dir.name}' and result <> 'pass'",
    )
    assert failed == []
    meta = str(warehouse / "parquet" / "meta" / "runs.parquet")
    newest = duckdb.sql(f"select max(run_id) from read_parquet('{meta}')").fetchall()
    assert newest == [(run_dir.name,)], "the Parquet files are of another run than the database"
    return run_dir.name
