"""Measure what a new round costs where a large warehouse is built already.

    python bench/new_round.py --rows 1440000 --folder /somewhere/with/room

Built whole first is what was known before: everything but the figures of the last year, and but the
revised figures of an old one. Then they arrive, and the warehouse is built again. The same is built
whole, from nothing, to compare: every mart must be the same.
Writes new_round.csv, in which other sizes stay.
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

NEW, _REVISED = 2026, 2011
_CASES = {"a new year": None, "a new year, and an old one revised": _REVISED}


def earlier(inputs: Path, out: Path, new: int, revised: int | None = None) -> None:
    """Lay down the inputs as they were before.

    Args:
        inputs: As they are now.
        out: A folder; what it holds is removed.
        new: The year that was not there; the files of other years are the very same.
        revised: The year whose figures were not revised yet, if any.
    """
    shutil.rmtree(out, ignore_errors=True)
    for path in inputs.rglob("*.parquet"):
        year = path.parent.name.removeprefix("year=")
        place = out / path.relative_to(inputs)
        if year == str(new):
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        if year == str(revised):
            duckdb.sql(
                f"copy (from read_parquet('{path}', hive_partitioning = false) "
                f"where release <> 'revised') to '{place}' (format parquet)"
            )
        else:
            os.link(path, place)


def arrive(inputs: Path, place: Path) -> None:
    """Let the inputs as they are now take the place of the earlier ones."""
    shutil.rmtree(place)
    shutil.copytree(inputs, place, copy_function=os.link)


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_440_000)
    parser.add_argument("--memory", help="DuckDB's memory_limit, as 1500MB")
    parser.add_argument("--folder", type=Path, default=measure.PROJECT / "target" / "bench")
    parser.add_argument("--revised-only", action="store_true", help="only the harder of the two")
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
    place = folder / "round-inputs"
    later = Arena(folder / "round-later", place, options.memory)
    for what, revised in _CASES.items():
        if options.revised_only and revised is None:
            continue
        years = [NEW] if revised is None else [revised, NEW]
        earlier(inputs, place, NEW, revised)
        later.dbt_models()
        arrive(inputs, place)
        rows.append(_same_as(whole, later, later.dbt_models(), what, years))
    for row in rows:
        row["share_of_everything"] = f"{float(row['seconds']) / float(rows[0]['seconds']):.3f}"
        row["rows_asked_for"] = str(options.rows)
    measure.write(
        "new_round",
        rows,
        about,
        key=lambda row: row["rows_asked_for"],
        order=lambda row: int(row["rows_asked_for"]),
    )


def _same_as(whole: Arena, new: Arena, cost: Cost, what: str, years: list[int]) -> dict[str, str]:
    """Insist on the same marts as those of a whole build; return the row of the results."""
    found = same.differing(
        whole.folder / "dbt" / DATABASE, new.folder / "dbt" / DATABASE, but=("report_",)
    )
    if found:
        sys.exit(f"a new round and a whole build differ: {found}")
    print(f"{what}, {json.dumps(years)}: {cost.seconds:.1f} s, the same figures", flush=True)
    return {"what": what, "changed_years": json.dumps(years), **_row(cost)}


def _row(cost: Cost) -> dict[str, str]:
    return {
        "seconds": f"{cost.seconds:.1f}",
        "cpu_seconds": f"{cost.cpu_seconds:.1f}",
        "peak_mb": f"{cost.peak_mb:.0f}",
    }


if __name__ == "__main__":
    main()
