"""Run contestants side by side, and write down what each cost and on which machine.

A machine is never as quiet twice: contestants take turns within one run, and what is kept and
compared are ratios of their medians.
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
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PEERS = PROJECT / ".venv-bench" / "bin"
RESULTS = PROJECT / "bench" / "results"
_PAGE = os.sysconf("SC_PAGE_SIZE")
_LOOK_EVERY = 0.1
# The kernel's own figure (ru_maxrss) begins with what this process holds when it forks.


@dataclass(frozen=True)
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
    began = time.monotonic()
    child = subprocess.Popen(
        words,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    peak, over = [0], threading.Event()
    watcher = threading.Thread(target=_watch, args=(child.pid, peak, over))
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
    return Cost(seconds, used.ru_utime + used.ru_stime, peak[0] / 1e6, output)


def _watch(session: int, peak: list[int], over: threading.Event) -> None:
    """Keep the most memory that the processes of a session hold together."""
    while not over.wait(_LOOK_EVERY):
        peak[0] = max(peak[0], sum(_resident(pid, session) for pid in os.listdir("/proc")))


def _resident(pid: str, session: int) -> int:
    """Return the bytes that a process of the session holds in memory; 0 for any other."""
    if not pid.isdigit():
        return 0
    with contextlib.suppress(OSError):
        after_name = Path("/proc", pid, "stat").read_text().rpartition(")")[2].split()
        if int(after_name[3]) == session:
            return int(after_name[21]) * _PAGE
    return 0


def alternate(contestants: Mapping[str, Callable[[], Cost]], rounds: int) -> dict[str, list[Cost]]:
    """Let each contestant run so many times, in turns, and say how it goes."""
    costs: dict[str, list[Cost]] = {name: [] for name in contestants}
    for number in range(1, rounds + 1):
        for name, contestant in contestants.items():
            costs[name].append(contestant())
            last = costs[name][-1]
            print(
                f"{number}/{rounds} {name}: {last.seconds:.2f} s, {last.cpu_seconds:.2f} s of "
                f"processor time, {last.peak_mb:.0f} MB",
                flush=True,
            )
    return costs


def median(costs: Iterable[Cost]) -> Cost:
    """Return the medians of some costs."""
    rows = [(cost.seconds, cost.cpu_seconds, cost.peak_mb) for cost in costs]
    return Cost(*(statistics.median(column) for column in zip(*rows, strict=True)))


def machine() -> dict[str, str]:
    """Say when and on what a measurement is made."""
    names = Path("/proc/cpuinfo").read_text().partition("model name\t: ")[2]
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
        **_peers("sqlmesh", "polars", "pandas"),
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


def write(name: str, rows: Iterable[Mapping[str, object]], about: Mapping[str, str]) -> Path:
    """Write rows, each with the machine they were measured on, to `bench/results/<name>.csv`."""
    path = RESULTS / f"{name}.csv"
    lines = [{**row, **about} for row in rows]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)
    print(f"written: {path.relative_to(PROJECT)}")
    return path
