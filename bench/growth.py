"""Measure how time and memory of the main marts grow with their inputs, against the peers.

    python bench/growth.py --rows 100000 1440000 14400000 --folder /somewhere/with/room

At each size dbt, bare DuckDB, Polars and pandas build the same six marts at ten vintages from the
same Parquet files (synthetic.py), in turns; what they built is compared. `--all` builds every mart
of the project by dbt and by bare DuckDB instead. `--keep` adds to what bench/results/growth.csv
holds of other sizes.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

import duckdb
import measure
import same_figures
import synthetic
from contestants import DATABASE, MAIN, Arena

WHO = ("dbt", "bare", "polars", "pandas")


def size(rows: int, options: argparse.Namespace) -> list[dict[str, object]]:
    """Measure one size."""
    inputs = options.folder / f"inputs-{rows}"
    location = synthetic.write(rows, inputs)
    counted = duckdb.sql(f"select count(*) from '{location.replace('{name}', 'observations')}'")
    ((observations,),) = counted.fetchall()
    arena = Arena(options.folder / f"built-{rows}", inputs, options.memory)
    manifest = arena.compile()
    models = () if options.all else MAIN
    if "dbt" in options.who:
        arena.dbt("parse")  # as on any but the first day
    ways = {
        "dbt": lambda: arena.dbt_models(models),
        "bare": lambda: arena.bare(manifest, models),
        "polars": lambda: arena.peer("polars"),
        "pandas": lambda: arena.peer("pandas"),
    }
    costs = measure.alternate({name: ways[name] for name in options.who}, options.rounds)
    for peer in {"polars", "pandas"} & set(options.who):
        for built in {"dbt", "bare"} & set(options.who):
            found = same_figures.differing(arena.folder / built / DATABASE, arena.folder / peer)
            if found:
                sys.exit(f"{peer} and {built} differ at {rows} rows: {found}")
            print(f"{peer} and {built} have the same figures at {observations:,} observations")
    return [
        {
            "marts": "all" if options.all else "main",
            "observations": observations,
            "who": name,
            "rounds": options.rounds,
            "memory_limit": options.memory or "",
            "seconds": f"{median.seconds:.2f}",
            "cpu_seconds": f"{median.cpu_seconds:.2f}",
            "peak_mb": f"{median.peak_mb:.0f}",
        }
        for name, median in ((name, measure.median(all_of)) for name, all_of in costs.items())
    ]


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_440_000])
    parser.add_argument("--who", nargs="+", default=list(WHO), choices=WHO)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--memory", help="DuckDB's memory_limit, as 1500MB")
    parser.add_argument("--all", action="store_true", help="every mart, by dbt and bare DuckDB")
    parser.add_argument("--folder", type=Path, default=measure.PROJECT / "target" / "bench")
    parser.add_argument("--keep", action="store_true", help="add to the results of other sizes")
    options = parser.parse_args()
    options.folder = options.folder.absolute()
    if options.all:
        options.who = [name for name in options.who if name in ("dbt", "bare")]
    about = measure.machine()
    for rows in options.rows:
        found = [{**row, **about} for row in size(rows, options)]
        kept: list[dict[str, object]] = []
        path = measure.RESULTS / "growth.csv"
        if (options.keep or rows != options.rows[0]) and path.exists():
            with path.open(encoding="utf-8", newline="") as file:
                new = {(row["marts"], str(row["observations"]), row["who"]) for row in found}
                kept = [
                    dict(row)
                    for row in csv.DictReader(file)
                    if (row["marts"], row["observations"], row["who"]) not in new
                ]
        rows_of_all = [*kept, *found]
        rows_of_all.sort(
            key=lambda row: (
                row["marts"] == "all",
                int(str(row["observations"])),
                WHO.index(row["who"]),
            )
        )
        measure.write("growth", rows_of_all, {})


if __name__ == "__main__":
    main()
