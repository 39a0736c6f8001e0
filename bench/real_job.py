"""Measure the real job, from the seeds to what is published, against other ways to do it.

    python bench/real_job.py --rounds 5

Contestants take turns with everything installed and the project parsed before, as on any but the
first day; each builds from nothing. Their tables are compared with the project's.
Writes real_job.csv (costs), real_job_ratios.csv (what is aimed at or watched, round by round) and
real_job_phases.csv (where the time goes).
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
import measure
import same
import same_figures
from contestants import DATABASE, Arena
from measure import BIN, Cost

SAME_WORK = {
    "run": "build, test, check and publish",
    "no change": "notice that nothing has changed",
    "file opened": "start Python and DuckDB, open what is published",
    "dbt build": "build and test",
    "bare DuckDB": "the compiled SQL of all models, in one process: the floor",
    "SQLMesh": "build and audit, no contracts and no unit tests",
    "Polars": "six main marts",
    "read": "read 62 reports",
    "ingest": "check a table of 2,000 figures",
    "site": "write the site",
}

# Contestants whose turns follow each other, and what is aimed at; check.py watches them too, all
# but SQLMesh.
RATIOS = {
    ("run", "dbt build"): "at most 0.75",
    ("run", "SQLMesh"): "at most 0.45",
    ("no change", "file opened"): "",
    ("dbt build", "bare DuckDB"): "",
    ("bare DuckDB", "Polars"): "",
    ("read", "run"): "",
    ("ingest", "run"): "",
    ("site", "run"): "",
}


def warm_up(arena: Arena) -> Path:
    """Parse and build once by each contestant, compare the results, and return dbt's manifest."""
    arena.run()
    published = arena.folder / "warehouse" / DATABASE
    arena.dbt_build()
    manifest = arena.folder / "dbt" / "target" / "manifest.json"
    arena.bare(manifest)
    for name in ("dbt", "bare"):
        _insist(name, same.differing(published, arena.folder / name / DATABASE))
    arena.wordings(manifest)
    arena.polars()
    _insist("polars", same_figures.differing(published, arena.folder / "polars"))
    arena.sqlmesh()
    _insist("sqlmesh", _sqlmesh_differs(published, arena.folder / "sqlmesh" / DATABASE))
    return manifest


def _insist(name: str, differing: dict[str, int]) -> None:
    if differing:
        sys.exit(f"{name} has other figures: {differing}")
    print(f"{name} has the same figures", flush=True)


def _sqlmesh_differs(published: Path, built: Path) -> dict[str, int]:
    """Compare with SQLMesh's views, which can be read under their own names only."""
    found = {}
    with duckdb.connect(str(built), read_only=True) as connection:
        connection.execute(f"attach '{published}' as published (read_only)")
        tables = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables() "
            "where database_name = 'published' and schema_name like 'marts%'"
        ).fetchall()
        for (table,) in tables:
            columns = ", ".join(connection.sql(f"from published.{table} limit 0").columns)
            ours = f"select {columns} from published.{table}"
            theirs = f"select {columns} from {Path(DATABASE).stem}.{table}"
            row = connection.execute(
                f"select count(*) from (({ours} except all {theirs}) "
                f"union all ({theirs} except all {ours}))"
            ).fetchone()
            assert row is not None
            if row[0]:
                found[str(table)] = int(row[0])
    return found


def phases(arena: Arena, run: Cost) -> dict[str, float]:
    """Return the seconds of each phase of a run and of each kind of node of the last dbt build."""
    history = sorted((arena.folder / "warehouse" / "history").glob("*.json"))
    records = [json.loads(path.read_text("utf-8")) for path in history]
    of_run: dict[str, float] = [record for record in records if record.get("seconds")][-1][
        "seconds"
    ]
    found = {f"run: {name}": seconds for name, seconds in of_run.items()}
    found["run: the rest (start, imports, fingerprints)"] = run.seconds - sum(of_run.values())
    kinds: dict[str, float] = defaultdict(float)
    for result in _results(arena):
        kinds[str(result["unique_id"]).partition(".")[0]] += float(result["execution_time"])
    return found | {f"dbt build, summed over threads: {name}": kinds[name] for name in kinds}


def _results(arena: Arena) -> list[dict[str, Any]]:
    path = arena.folder / "dbt" / "target" / "run_results.json"
    results: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["results"]
    return results


def imports() -> dict[str, float]:
    """Return the seconds that the large imports take by themselves."""
    words = {"dbt": "dbt.cli.main", "Great Expectations": "great_expectations"}
    return {
        f"import of {name}": measure.run([BIN / "python", "-c", f"import {module}"]).seconds
        for name, module in words.items()
    }


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="measurements of each")
    rounds = parser.parse_args().rounds
    about = measure.machine()
    with tempfile.TemporaryDirectory() as name:
        arena = Arena(folder=Path(name))
        manifest = warm_up(arena)
        seen: dict[str, list[float]] = defaultdict(list)

        def run() -> Cost:
            cost = arena.run()
            for phase, seconds in (phases(arena, cost) | imports()).items():
                seen[phase].append(seconds)
            return cost

        costs = measure.alternate({**arena.jobs(manifest), "run": run}, rounds)
    medians = {who: measure.median(each) for who, each in costs.items()}
    measure.write(
        "real_job",
        (
            {
                "who": who,
                "what": what,
                "rounds": rounds,
                "seconds": f"{medians[who].seconds:.2f}",
                "cpu_seconds": f"{medians[who].cpu_seconds:.2f}",
                "peak_mb": f"{medians[who].peak_mb:.0f}",
                "times_the_floor": f"{median(measure.ratios(costs, who, 'bare DuckDB')):.2f}",
                "times_the_run": f"{median(measure.ratios(costs, who, 'run')):.3f}",
            }
            for who, what in SAME_WORK.items()
        ),
        about,
    )
    measure.write(
        "real_job_ratios",
        (
            {
                "who": one,
                "against": other,
                "aim": aim,
                "rounds": rounds,
                "ratio": f"{median(found):.3f}",
                "least": f"{min(found):.3f}",
                "most": f"{max(found):.3f}",
            }
            for (one, other), aim in RATIOS.items()
            for found in [measure.ratios(costs, one, other)]
        ),
        about,
    )
    measure.write(
        "real_job_phases",
        (
            {"phase": phase, "rounds": rounds, "seconds": f"{median(each):.2f}"}
            for phase, each in seen.items()
        ),
        about,
    )


if __name__ == "__main__":
    main()
