"""Measure what a new round costs where a large warehouse is built already.

    python bench/new_round.py --rows 1440000 --folder /somewhere/with/room

Built whole first is what was known before: everything but the figures of the last year, and but the
revised figures of an old one. Then they arrive, and only what rests on their years is built anew
(`changed_years`). The same is built whole, from nothing, to compare: every mart must be the same.
Writes new_round.csv.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from pathlib import Path

import duckdb
import measure
import same
import synthetic
from contestants import DATABASE, Arena
from measure import Cost

_NEW, _REVISED = 2026, 2011


def earlier(inputs: Path, out: Path, with_revisions: bool) -> None:
    """Lay down the inputs as they were before: the files of other years are the very same."""
    shutil.rmtree(out, ignore_errors=True)
    for path in inputs.rglob("*.parquet"):
        year = path.parent.name.removeprefix("year=")
        place = out / path.relative_to(inputs)
        if year == str(_NEW):
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        if year == str(_REVISED) and not with_revisions:
            duckdb.sql(
                f"copy (from read_parquet('{path}', hive_partitioning = false) "
                f"where release <> 'revised') to '{place}' (format parquet)"
            )
        else:
            os.link(path, place)


def update(arena: Arena, before: Path, years: list[int]) -> Cost:
    """Build what rests on some years anew, in a copy of a warehouse built before."""
    database = arena.folder / "dbt" / DATABASE
    database.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(before, database)
    words = ("run", "--selector", "changed_years")
    return arena.dbt(*words, fresh=False, changed_years=years)


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_440_000)
    parser.add_argument("--memory", help="DuckDB's memory_limit, as 1500MB")
    parser.add_argument("--folder", type=Path, default=measure.PROJECT / "target" / "bench")
    options = parser.parse_args()
    folder = options.folder.absolute()
    about = measure.machine()
    inputs = folder / f"inputs-{options.rows}"
    synthetic.write(options.rows, inputs)

    whole = Arena(folder / "round-whole", inputs, options.memory)
    whole.dbt("parse")
    cost = whole.dbt_models()
    print(f"built whole: {cost.seconds:.1f} s", flush=True)
    rows = [{"what": "everything", "changed_years": "", **_row(cost)}]
    for years, with_revisions in (([_NEW], True), ([_REVISED, _NEW], False)):
        name = "round-before"
        earlier(inputs, folder / f"{name}-inputs", with_revisions)
        old = Arena(folder / name, folder / f"{name}-inputs", options.memory)
        old.dbt_models()
        new = Arena(folder / "round-after", inputs, options.memory)
        cost = update(new, old.folder / "dbt" / DATABASE, years)
        found = same.differing(
            whole.folder / "dbt" / DATABASE, new.folder / "dbt" / DATABASE, but=("report_",)
        )
        if found:
            sys.exit(f"a new round and a whole build differ: {found}")
        print(f"{json.dumps(years)}: {cost.seconds:.1f} s, the same figures", flush=True)
        what = "a new year" if with_revisions else "a new year, and an old one revised"
        rows.append({"what": what, "changed_years": json.dumps(years), **_row(cost)})
    for row in rows:
        row["share_of_everything"] = f"{float(row['seconds']) / float(rows[0]['seconds']):.3f}"
        row["rows_asked_for"] = str(options.rows)
    measure.write("new_round", rows, about)


def _row(cost: Cost) -> dict[str, str]:
    return {
        "seconds": f"{cost.seconds:.1f}",
        "cpu_seconds": f"{cost.cpu_seconds:.1f}",
        "peak_mb": f"{cost.peak_mb:.0f}",
    }


if __name__ == "__main__":
    main()
