"""Run contestants side by side, and record the cost of each and the machine.

The speed of a machine changes within minutes, so contestants take turns within one run, and only
times of one round are compared. A fast contestant runs several times in a turn.
"""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import os
import platform
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PEERS = PROJECT / ".venv-bench" / "bin"
RESULTS = PROJECT / "bench" / "results"
_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICKS = os.sysconf("SC_CLK_TCK")
# Seconds that a turn lasts at least.
_TURN = 4.0
# Seconds between two looks at the memory, at first and at the most: a short command is seen, and a
# long one not slowed.
_FIRST_LOOK, _LOOK_EVERY = 0.01, 0.1
# The kernel's own figure (ru_maxrss) begins with what this process holds when it forks.


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one command cost.

    Attributes:
        seconds: From start to end.
        cpu_seconds: Of it and all its children, on all processors together.
        peak_mb: Most memory that it and its children held at one moment, in megabytes.
        output: What it printed.
    """

    seconds: float
    cpu_seconds: float
    peak_mb: float
    output: str = ""


def run(command: Iterable[str | Path], **environment: str) -> Cost:
    """Run a command in a session of its own, and measure it with all its children.

    Raises:
        SystemExit: It failed; the message is what it printed.
    """
    words = [str(word) for word in command]
    # Where bytecode is not written, each run of a contestant compiles anew what it imports.
    kept = {k: value for k, value in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    began = time.monotonic()
    child = subprocess.Popen(
        words,
        env={**kept, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    seen, over = _Seen(), threading.Event()
    watcher = threading.Thread(target=_watch, args=(child.pid, seen, over))
    watcher.start()
    assert child.stdout is not None
    output = child.stdout.read()
    _, status, used = os.wait4(child.pid, 0)
    seconds = time.monotonic() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    over.set()
    watcher.join()
    if child.returncode != 0:
        sys.exit(f"{' '.join(words)} ended with {child.returncode}:\n{output[-4000:]}")
    # The kernel's sum leaves out a child that no process waits for, such as Spark's Java.
    cpu_seconds = max(used.ru_utime + used.ru_stime, sum(seen.cpu_seconds.values()))
    return Cost(seconds=seconds, cpu_seconds=cpu_seconds, peak_mb=seen.peak / 1e6, output=output)


@dataclass
class _Seen:
    """The most memory in bytes that a session held, and the processor seconds of each process."""

    peak: int = 0
    cpu_seconds: dict[str, float] = field(default_factory=dict)


def _watch(session: int, seen: _Seen, over: threading.Event) -> None:
    """Sample all processes of a session at intervals that grow."""
    interval = _FIRST_LOOK
    while not over.wait(interval):
        interval = min(1.2 * interval, _LOOK_EVERY)
        resident = 0
        for pid in filter(str.isdigit, os.listdir("/proc")):
            with contextlib.suppress(OSError):
                stat = Path("/proc", pid, "stat").read_text("utf-8")
                after_name = stat.rpartition(")")[2].split()
                if int(after_name[3]) == session:
                    resident += int(after_name[21]) * _PAGE
                    seen.cpu_seconds[pid] = (int(after_name[11]) + int(after_name[12])) / _TICKS
        seen.peak = max(seen.peak, resident)


def alternate(contestants: Mapping[str, Callable[[], Cost]], rounds: int) -> dict[str, list[Cost]]:
    """Run the contestants in turns, one after the other, and print the progress.

    A turn lasts at least four seconds: who is done sooner goes again. Its cost is the median.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in contestants}
    for number in range(1, rounds + 1):
        for name, contestant in contestants.items():
            turn, times = _turn(contestant)
            costs[name].append(turn)
            print(
                f"{number}/{rounds} {name}: {turn.seconds:.2f} s, {turn.cpu_seconds:.2f} s of "
                f"processor time, {turn.peak_mb:.0f} MB" + (f", of {times}" if times > 1 else ""),
                flush=True,
            )
    return costs


def _turn(contestant: Callable[[], Cost]) -> tuple[Cost, int]:
    costs = [contestant()]
    while sum(cost.seconds for cost in costs) < _TURN:
        costs.append(contestant())
    return median(costs), len(costs)


def median(costs: Iterable[Cost]) -> Cost:
    """Return the medians of some costs."""
    found = list(costs)
    return Cost(
        seconds=statistics.median(cost.seconds for cost in found),
        cpu_seconds=statistics.median(cost.cpu_seconds for cost in found),
        peak_mb=statistics.median(cost.peak_mb for cost in found),
    )


def ratios(costs: Mapping[str, list[Cost]], one: str, other: str) -> list[float]:
    """Return the ratio of a contestant's time to another's, in each round."""
    return [a.seconds / b.seconds for a, b in zip(costs[one], costs[other], strict=True)]


def machine() -> dict[str, str]:
    """Return the date, the commit and the machine of a measurement."""
    names = Path("/proc/cpuinfo").read_text("utf-8").partition("model name\t: ")[2]
    pages = os.sysconf("SC_PHYS_PAGES")
    commit = subprocess.run(
        ["git", "-C", str(PROJECT), "rev-parse", "--short", "HEAD"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    return {
        "measured_on": dt.date.today().isoformat(),
        "commit": commit,
        "processor": names.partition("\n")[0] or platform.machine(),
        "cores": str(os.cpu_count()),
        "memory_gb": f"{pages * _PAGE / 2**30:.0f}",
        "load_before": f"{os.getloadavg()[0]:.1f}",
        "python": platform.python_version(),
        **{name: version(name) for name in ("duckdb", "dbt-core", "dbt-duckdb")},
        **_peers("sqlmesh", "polars"),
    }


def _peers(*names: str) -> dict[str, str]:
    """Return the versions of what is installed for comparison; empty where it is not."""
    if not (PEERS / "python").exists():
        return dict.fromkeys(names, "")
    script = f"from importlib.metadata import version; print(*map(version, {names}))"
    done = subprocess.run(
        [PEERS / "python", "-c", script], capture_output=True, text=True, check=True
    )
    return dict(zip(names, done.stdout.split(), strict=True))


Row = dict[str, str]


def write(
    name: str,
    rows: Iterable[Mapping[str, object]],
    about: Mapping[str, str],
    key: Callable[[Row], object] | None = None,
    order: Callable[[Row], Any] | None = None,
) -> Path:
    """Write rows, each with the machine they were measured on, to `bench/results/<name>.csv`.

    Args:
        name: Of the file.
        rows: What was measured.
        about: The machine.
        key: What a row is measured of; rows of the file that are of something else stay in it.
            Without, none stays.
        order: How the rows are sorted; as they came where there is none.
    """
    path = RESULTS / f"{name}.csv"
    lines = [{column: str(value) for column, value in ({**row, **about}).items()} for row in rows]
    columns = list(lines[0])
    if key and path.exists():
        new = [key(line) for line in lines]
        kept = [row for row in read(name) if key(row) not in new]
        lines = [{column: row.get(column, "") for column in columns} for row in kept] + lines
    if order:
        lines.sort(key=order)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)
    print(f"written: {path.name}")
    return path


def read(name: str) -> list[Row]:
    """Return the rows of a file of results."""
    with (RESULTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
