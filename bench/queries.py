"""Measure how long the twenty questions of bench/queries take to answer.

    python bench/queries.py                                             the real warehouse
    python bench/queries.py --large 14400000 --folder /where/is/room    and a large one

Both are built first. Readers open the file for each question (cold), do so and keep the last
connection until then (again), or keep one that has answered the question before (warm); one reader
and sixteen, alone and while runs are being published: the real warehouse by its own command, the
large one by dbt, from nothing. They are processes of their own; sixteen pause a quarter of a second
before each question, as people do. Writes queries.csv; without `--large`, its rows of a large
warehouse are kept.
"""

from __future__ import annotations

import argparse
import itertools
import os
import shutil
import statistics
import tempfile
import threading
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import get_args

import asking
import measure
import synthetic
from contestants import DATABASE, Arena

_THOUGHT = 0.25

Publish = Callable[[], object]
"""What publishes a run."""


def warehouse(name: str, database: Path, publish: Publish, rounds: int) -> list[dict[str, object]]:
    """Measure all ways to query, with one reader and with sixteen, idle and during publishing."""
    found = []
    for publishing in (None, publish):
        for count in (1, 16):
            for way in get_args(asking.Way):
                # Long enough for a run to be published meanwhile.
                times = 4 if count == 1 else 2 if publishing else 1
                row = readers(database, count, rounds * times, way, publishing)
                found.append({"warehouse": name, **row})
                print(found[-1], flush=True)
    return found


def readers(
    database: Path, count: int, rounds: int, way: asking.Way, publish: Publish | None
) -> dict[str, object]:
    """Run queries by some readers, and summarise their times."""
    pause = _THOUGHT if count > 1 or publish else 0.0
    over = threading.Event()
    with (
        ThreadPoolExecutor(1) as beside,
        ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool,
    ):
        writer = beside.submit(publish_until, over, publish) if publish else None
        try:
            words = (str(database), rounds, pause, way)
            asked = [pool.submit(asking.ask, *words) for _ in range(count)]
            answers = [answer for reader in asked for answer in reader.result()]
        finally:
            over.set()
        runs = writer.result() if writer else 0
    times: dict[str, list[float]] = defaultdict(list)
    for name, milliseconds, _ in answers:
        times[name].append(milliseconds)
    everything = [milliseconds for _, milliseconds, _ in answers]
    slowest = max(times, key=lambda name: _share(times[name], 95))
    return {
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


def _share(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def publish_until(over: threading.Event, publish: Publish) -> int:
    """Publish one run after the other; return the number published until the end."""
    runs = 0
    while True:
        publish()
        if over.is_set():
            return runs
        runs += 1


def real(folder: Path) -> tuple[Path, Publish]:
    """Build the real warehouse; return what its readers open, and what publishes a run."""
    arena = Arena(folder=folder)
    arena.run()
    return folder / "warehouse" / DATABASE, arena.run


def large(rows: int, folder: Path) -> tuple[Path, Publish]:
    """Build a large warehouse; return what its readers open, and what publishes it again."""
    inputs = folder / f"inputs-{rows}"
    synthetic.write(rows, inputs)
    arena = Arena(folder=folder / f"asked-{rows}", inputs=inputs)
    print(f"built in {arena.dbt_models().seconds:.0f} s", flush=True)
    place = arena.folder / "published"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    link, numbers = place / DATABASE, itertools.count()

    def publish() -> None:
        # As a run does: write a file beside, switch, and keep the one before for a while.
        number = next(numbers)
        new = place / f"{number}.duckdb"
        shutil.copy2(arena.folder / "dbt" / DATABASE, new)
        (place / "next").symlink_to(new.name)
        os.replace(place / "next", link)
        (place / f"{number - 2}.duckdb").unlink(missing_ok=True)

    def build_again() -> None:
        arena.dbt_models()
        publish()

    publish()
    return link, build_again


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="how often each question is asked")
    parser.add_argument("--large", type=int, metavar="ROWS", help="a large warehouse, to ask too")
    parser.add_argument("--folder", type=Path, default=measure.PROJECT / "target" / "bench")
    options = parser.parse_args()
    about = measure.machine()
    with tempfile.TemporaryDirectory() as name:
        rows = warehouse("real", *real(Path(name)), options.rounds)
    if options.large:
        rows += warehouse("large", *large(options.large, options.folder.absolute()), options.rounds)
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
