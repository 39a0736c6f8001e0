"""Measure how long the twenty questions of bench/queries take to answer.

    python bench/queries.py                         the real warehouse, built for it
    python bench/queries.py --large file.duckdb     and a large one, as growth.py --all leaves it

Readers open the file for each question (cold), do so and keep the last connection until then
(again), or keep one that has answered the question before (warm); one reader and sixteen, alone and
while runs are being published. They are processes of their own; sixteen pause a quarter of a second
before each question, as people do. Writes queries.csv, in which a large warehouse stays where none
is asked.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import tempfile
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import get_args

import asking
import measure
from contestants import DATABASE, Arena
from measure import BIN, PROJECT

_THOUGHT = 0.25


def readers(
    database: Path, count: int, rounds: int, way: asking.Way, publishing: Path | None
) -> dict[str, object]:
    """Let some readers ask, and sum up."""
    pause = _THOUGHT if count > 1 or publishing else 0.0
    writer = _publish(publishing) if publishing else None
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
        words = (str(database), rounds, pause, way)
        asked = [pool.submit(asking.ask, *words) for _ in range(count)]
        answers = [answer for reader in asked for answer in reader.result()]
    runs = _stop(writer) if writer else 0
    times: dict[str, list[float]] = defaultdict(list)
    for name, milliseconds, _ in answers:
        times[name].append(milliseconds)
    everything = [milliseconds for _, milliseconds, _ in answers]
    slowest = max(times, key=lambda name: _share(times[name], 95))
    found: dict[str, object] = {
        "readers": count,
        "connection": way,
        "published_meanwhile": runs,
        "asked": len(answers),
        "errors": sum(error != "" for _, _, error in answers),
        "p50_ms": f"{_share(everything, 50):.1f}",
        "p95_ms": f"{_share(everything, 95):.1f}",
        "slowest": slowest,
        "slowest_p95_ms": f"{_share(times[slowest], 95):.1f}",
    }
    print({name: value for name, value in found.items()}, flush=True)
    return found


def _share(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def _publish(warehouse: Path) -> subprocess.Popen[bytes]:
    """Publish one run after the other until stopped."""
    run = [BIN / "provincial-targets", "run", "--force", "--project-dir", PROJECT]
    words = " ".join(f"'{word}'" for word in [*run, "--warehouse", warehouse])
    loop = f"n=0; trap 'n=-1' TERM; while [ $n -ge 0 ]; do {words} >&2 || exit 1; echo; done"
    return subprocess.Popen(["sh", "-c", loop], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def _stop(writer: subprocess.Popen[bytes]) -> int:
    """Let the run that is going on finish; return how many were published."""
    writer.terminate()
    output, _ = writer.communicate()
    if writer.returncode != 0:
        raise SystemExit("a run failed while others read")
    return output.count(b"\n")


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="how often each question is asked")
    parser.add_argument("--large", type=Path, help="a large warehouse, to ask too")
    options = parser.parse_args()
    about = measure.machine()
    rows = []
    with tempfile.TemporaryDirectory() as name:
        arena = Arena(Path(name))
        arena.run()
        warehouse = arena.folder / "warehouse"
        published = warehouse / DATABASE
        for publishing in (None, warehouse):
            for count in (1, 16):
                for way in get_args(asking.Way):
                    # Long enough for a run to be published meanwhile.
                    times = 2 if publishing else 4 if count == 1 else 1
                    rounds = options.rounds * times
                    found = readers(published, count, rounds, way, publishing)
                    rows.append({"warehouse": "real", **found})
        if options.large:
            for count in (1, 16):
                for way in get_args(asking.Way):
                    found = readers(options.large, count, options.rounds, way, None)
                    rows.append({"warehouse": "large", **found})
    measure.write(
        "queries",
        rows,
        about,
        key=lambda row: row["warehouse"],
        order=lambda row: row["warehouse"] == "large",
    )
    if any(row["errors"] for row in rows):
        raise SystemExit("some questions were not answered")


if __name__ == "__main__":
    main()
