"""Compare the time of `provincial-targets run` with that of a bare `dbt build` of the project.

Both run alternately with everything installed and the project parsed before, as on any but the
first day; the bare build writes to a fresh file each time, as the run does. Prints each time and
the ratio of the medians.

    python bench/build_overhead.py --rounds 5
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent


def bare(folder: Path) -> float:
    """Return the seconds of a bare `dbt build`."""
    database = folder / "bare.duckdb"
    database.unlink(missing_ok=True)
    words = ["build", "--project-dir", PROJECT, "--profiles-dir", PROJECT / "profiles"]
    places = ["--target-path", folder / "target", "--log-path", folder / "logs"]
    return _seconds([BIN / "dbt", *words, *places], PROVINCIAL_TARGETS_DB=str(database))


def run(folder: Path) -> float:
    """Return the seconds of a whole run."""
    command = [sys.executable, "-m", "provincial_targets", "run", "--force"]
    places = ["--project-dir", PROJECT, "--warehouse", folder / "warehouse"]
    return _seconds([*command, *places], PYTHONPATH=str(PROJECT / "src"))


def _seconds(command: list[str | Path], **environment: str) -> float:
    began = time.monotonic()
    done = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        sys.exit(f"{done.stdout}\n{done.stderr}")
    return time.monotonic() - began


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3, help="measurements of each")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        times: dict[str, list[float]] = {"bare": [], "run": []}
        bare(folder), run(folder)  # the first of each parses the whole project
        for _ in range(rounds):
            times["bare"].append(bare(folder))
            times["run"].append(run(folder))
            print(
                f"dbt build {times['bare'][-1]:5.1f} s   run {times['run'][-1]:5.1f} s", flush=True
            )
    medians = {name: statistics.median(values) for name, values in times.items()}
    print(f"medians: dbt build {medians['bare']:.1f} s, run {medians['run']:.1f} s")
    print(f"ratio: {medians['run'] / medians['bare']:.2f}")


if __name__ == "__main__":
    main()
