"""A run survives kills, full and read-only disks, readers, parallel runs, damage, a clock set back.

After each, either the old or the new run is published, whole; readers see neither errors nor
a mixture; and the next run succeeds without repairs.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from provincial_targets.terminal.exits import Exit

from helpers.built import Built, Stage
from helpers.command import (
    arguments,
    assert_whole,
    environment,
    published,
    query,
    start,
)
from helpers.forked import Forge

KILLS = 40
PARTS = (0.1, 0.5, 0.85)
CHANGES = 20
READERS = 8
RUNS_SEEN = 20

# A reader that looks for errors and mixtures. It opens what is published in the moment of each
# switch, and else every twenty seconds: a read costs a tenth of a second, and readers that read
# more often take the processor from the runs that they should see.
READER = """
import json, sys, time
import duckdb
from pathlib import Path

warehouse, stop = Path(sys.argv[1]), Path(sys.argv[2])
link = warehouse / "current"
held = duckdb.connect(str(warehouse / "provincial_targets.duckdb"), read_only=True)
first = held.sql("select max(run_id) from meta.runs").fetchone()
seen = []
while not stop.exists():
    switched = link.readlink()
    run_dir = warehouse / switched
    with duckdb.connect(str(run_dir / "provincial_targets.duckdb"), read_only=True) as connection:
        run_id, rows = connection.sql(
            "select (select max(run_id) from meta.runs), (select count(*) from marts.fct_targets)"
        ).fetchone()
    assert run_id == run_dir.name, f"the database of {run_dir.name} says {run_id}"
    parquet = run_dir / "parquet"
    newest = duckdb.sql(f"select max(run_id) from '{parquet}/meta/runs.parquet'").fetchone()
    count = duckdb.sql(f"select count(*) from '{parquet}/marts/fct_targets.parquet'").fetchone()
    assert (newest, count) == ((run_id,), (rows,)), "Parquet and database are of different runs"
    with duckdb.connect(str(warehouse / "provincial_targets.duckdb"), read_only=True) as connection:
        stable = connection.sql("select max(run_id) from meta.runs").fetchone()[0]
    assert stable >= run_id, f"{stable} after {run_id}: went back"
    assert held.sql("select max(run_id) from meta.runs").fetchone() == first, "an open file changed"
    if not seen or seen[-1] != run_id:
        seen.append(run_id)
    until = time.monotonic() + 20
    while link.readlink() == switched and time.monotonic() < until:
        time.sleep(0.02)
assert seen == sorted(seen), f"went back: {seen}"
print(json.dumps(seen))
"""


def stand_back() -> None:
    """Lower the priority, as a reader without pauses would take a core from the run."""
    os.nice(10)
    # Where Linux shares the processor among sessions, niceness counts within one only.
    with contextlib.suppress(OSError):
        Path("/proc/self/autogroup").write_text("10", "utf-8")


@contextlib.contextmanager
def readers(warehouse: Path, number: int, folder: Path) -> Iterator[list[list[str]]]:
    """Let readers query while the body runs; yield the list that holds what they saw afterwards."""
    # A file, since DuckDB shows the progress of slow queries where Python has none.
    program, stop = folder / "reader.py", folder / "stop"
    program.write_text(READER, "utf-8")
    processes = [
        subprocess.Popen(
            [sys.executable, str(program), str(warehouse), str(stop)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=stand_back,
        )
        for _ in range(number)
    ]
    saw: list[list[str]] = []
    try:
        yield saw
    finally:
        stop.touch()
        ended = [(process, *process.communicate(timeout=120)) for process in processes]
    for process, out, err in ended:
        assert process.returncode == 0, err
        saw.append(json.loads(out))


def run(forge: Forge, built: Built) -> None:
    """Run, and check that it publishes."""
    outcome = forge.call(built.project, built.warehouse, "run", "--force")
    assert outcome.code == Exit.OK, outcome.err


@dataclass(frozen=True, kw_only=True)
class Moment:
    """When to kill a run: some way into a phase, or before one of its changes to the warehouse."""

    phase: str = ""
    after: str = ""
    seconds: float = 0.0
    change: int = 0


def moments(forge: Forge, built: Built) -> list[Moment]:
    """Spread the kills over a run: its start, each of its phases, and the changes that it makes."""
    started = forge.start(built.project, built.warehouse, "run", "--force", "--log-format", "json")
    ended = started.end()
    assert ended.code == Exit.OK, ended.err
    phases = [line for line in map(json.loads, ended.err.splitlines()) if "phase" in line]
    names = [str(line["phase"]) for line in phases]
    found = [
        Moment(phase=name, after=before, seconds=float(line["seconds"]) * part)
        for name, before, line in zip(names, ["", *names], phases, strict=False)
        for part in PARTS
    ]
    changes = started.changes()
    switch = next(i for i, path in enumerate(changes, 1) if path.endswith("/.current.new"))
    around = range(switch - 1, switch + 4)  # the link beside, its rename, and the next change
    spread = [
        1 + i * (len(changes) - 1) // (CHANGES - len(around) - 1)
        for i in range(CHANGES - len(around))
    ]
    return found + [Moment(change=number) for number in sorted({*spread, *around})]


def killed(forge: Forge, built: Built, moment: Moment) -> bool:
    """Start a run, kill it at a moment, and return whether it was still running."""
    words = ("run", "--force", "--log-format", "json")
    started = forge.start(built.project, built.warehouse, *words, kill_at=moment.change)
    if moment.phase:
        for line in started.said if moment.after else ():
            if json.loads(line).get("phase") == moment.after:
                break
        select.select([started.said], [], [], moment.seconds)  # its next line, or the time
        started.kill()
    ended = started.end()
    assert ended.code in (-signal.SIGKILL, Exit.OK), ended.err
    return ended.code == -signal.SIGKILL


def test_runs_killed_at_forty_moments_and_those_that_publish_show_readers_whole_warehouses(
    forge: Forge, small: Built, tmp_path: Path
) -> None:
    planned = moments(forge, small)
    hit: list[Moment] = []
    with readers(small.warehouse, READERS, tmp_path) as saw:
        # Of every two kills the second meets what the first left, and a run then publishes. What a
        # kill leaves is gone when the next run has started, or is there for the run that publishes.
        for number, moment in enumerate(planned, 1):
            before = assert_whole(small.warehouse)
            if killed(forge, small, moment):
                hit.append(moment)
            after = assert_whole(small.warehouse)
            assert after >= before
            if number % 2 == 0 or number == len(planned):
                run(forge, small)
                assert assert_whole(small.warehouse) > after
    assert len(saw) == READERS
    for seen in saw:
        assert len(seen) > RUNS_SEEN, seen
    assert len(hit) >= KILLS, [moment for moment in planned if moment not in hit]
    missed = {moment.phase for moment in planned} - {moment.phase for moment in hit}
    assert missed == set(), "no kill hit these phases"
    results = dict(query(small.warehouse, "select result, count(*) from meta.runs group by result"))
    assert results["interrupted"] >= KILLS / 2, results


def test_of_two_runs_started_together_one_publishes_and_one_ends_with_its_code(
    small: Built,
) -> None:
    before = assert_whole(small.warehouse)
    both = [start(small.project, small.warehouse, "run", "--force") for _ in range(2)]
    ended = []
    threads = [
        threading.Thread(target=lambda p=p: ended.append((p, p.communicate()))) for p in both
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    codes = {process.returncode: err for process, (_, err) in ended}
    assert set(codes) == {Exit.OK, Exit.BUSY}, codes
    assert "another run" in codes[Exit.BUSY]
    assert assert_whole(small.warehouse) > before


@pytest.fixture
def small_disk(small_stage: Stage) -> Iterator[Built]:
    """The small warehouse on a file system of its own, of 120 MB."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a file system")
    built = small_stage.restore_project()
    built.warehouse.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=120m", "tmpfs", str(built.warehouse)]
    if subprocess.run(mount, check=False).returncode != 0:
        built.warehouse.rmdir()
        pytest.skip("this machine does not let root mount a file system")
    try:
        yield small_stage.restore_warehouse()
    finally:
        subprocess.run(["umount", "--lazy", str(built.warehouse)], check=True)
        built.warehouse.rmdir()


@pytest.mark.parametrize("free_mb", [0, 1, 8])
def test_a_full_disk_is_named_and_nothing_published_is_lost(
    forge: Forge, small_disk: Built, free_mb: int
) -> None:
    before = published(small_disk.warehouse)
    ballast = small_disk.warehouse / "ballast"
    space = os.statvfs(small_disk.warehouse)
    size = max(space.f_bavail * space.f_frsize - free_mb * 2**20, 0)
    with ballast.open("wb") as file, contextlib.suppress(OSError):
        os.posix_fallocate(file.fileno(), 0, size)
    outcome = forge.call(small_disk.project, small_disk.warehouse, "run", "--force")
    assert outcome.code == Exit.CANNOT_WRITE, outcome.err
    assert "space" in outcome.errors[0].lower()
    assert "Traceback" not in outcome.err
    assert published(small_disk.warehouse) == before
    assert_whole(small_disk.warehouse)
    ballast.unlink()
    run(forge, small_disk)
    assert published(small_disk.warehouse) != before


def test_a_read_only_disk_is_named_and_nothing_published_is_lost(
    forge: Forge, small_disk: Built
) -> None:
    before = published(small_disk.warehouse)
    disk = str(small_disk.warehouse)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    try:
        outcome = forge.call(small_disk.project, small_disk.warehouse, "run", "--force")
        assert outcome.code == Exit.CANNOT_WRITE, outcome.err
        assert "Traceback" not in outcome.err
        assert published(small_disk.warehouse) == before
        status = forge.call(small_disk.project, small_disk.warehouse, "status", "--json")
        assert status.code == Exit.OK, status.err
    finally:
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    run(forge, small_disk)


def test_a_limit_on_the_size_of_files_is_named_and_nothing_published_is_lost(
    forge: Forge, small: Built
) -> None:
    before = published(small.warehouse)
    limited = subprocess.run(
        arguments(small.project, small.warehouse, "run", "--force"),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, 2**20)),
        capture_output=True,
        text=True,
        env=environment(),
        cwd=small.project,
        check=False,
    )
    assert limited.returncode == Exit.CANNOT_WRITE, limited.stderr
    assert "Traceback" not in limited.stderr
    assert published(small.warehouse) == before
    run(forge, small)


@pytest.mark.parametrize("name", ["provincial_targets.duckdb", "parquet/marts/fct_targets.parquet"])
def test_damage_in_an_old_run_is_named_by_rollback_and_hinders_no_run(
    forge: Forge, small: Built, name: str
) -> None:
    old = assert_whole(small.warehouse)
    run(forge, small)
    before = published(small.warehouse)
    damaged = small.warehouse / "runs" / old / name
    damaged.chmod(0o644)
    with damaged.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 512)
    outcome = forge.call(small.project, small.warehouse, "rollback", old)
    assert outcome.code == Exit.NOTHING_TO_SHOW
    assert old in outcome.err
    assert Path(name).name in outcome.err
    assert published(small.warehouse) == before
    run(forge, small)
    assert_whole(small.warehouse)


def test_a_clock_set_back_hinders_no_run(forge: Forge, small: Built) -> None:
    ahead = (
        "import datetime as dt, sys; from provincial_targets.warehouse import records; "
        "now = records.now; "
        "records.now = lambda: now() + dt.timedelta(days=400); "
        "from provincial_targets.cli import main; sys.argv[0] = 'provincial-targets'; main()"
    )
    words = arguments(small.project, small.warehouse, "run", "--force")[3:]
    done = subprocess.run(
        [sys.executable, "-c", ahead, *words],
        env=environment(),
        cwd=small.project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == Exit.OK, done.stderr
    future = assert_whole(small.warehouse)
    run(forge, small)  # the clock is right again
    today = assert_whole(small.warehouse)
    assert today > future
    rolled_back = forge.call(small.project, small.warehouse, "rollback")
    assert rolled_back.code == Exit.OK, rolled_back.err
    assert assert_whole(small.warehouse) == future
