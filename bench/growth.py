"""Measure how time and memory of the main marts grow with their inputs, against the peers.

    python bench/growth.py --rows 100000 1440000 14400000 --folder /somewhere/with/room

At each size dbt, bare DuckDB, Polars and Spark (by dbt, inside it) build the same six marts
at ten vintages from the same Parquet files (synthetic.py), in turns; their results are compared.
Polars takes part in two ways: from all observations at once, and year after year for sizes that do
not fit its memory. Where neither takes part, Polars computes a sample: the nation, all provinces
and a few of the counties. `--all` builds every mart of the project by dbt and by bare
DuckDB instead. Rows of other sizes in bench/results/growth.csv are kept.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import duckdb
import measure
import same_figures
import synthetic
from contestants import DATABASE, MAIN, Arena

PEERS = ("polars", "polars_by_year")
WHO = ("dbt", "bare", *PEERS, "spark")
_SAMPLE = 50


def size(rows: int, options: argparse.Namespace) -> list[dict[str, object]]:
    """Measure one size."""
    inputs = options.folder / f"inputs-{rows}"
    location = synthetic.write(rows, inputs)
    counted = duckdb.sql(f"select count(*) from '{location.replace('{name}', 'observations')}'")
    ((observations,),) = counted.fetchall()
    settings = dict(setting.split("=", 1) for setting in options.spark)
    arena = Arena(
        folder=options.folder / f"built-{rows}",
        inputs=inputs,
        memory=options.memory,
        spark_settings=settings,
    )
    manifest = arena.compile()
    models = () if options.all else MAIN
    arena.wordings(manifest)
    if "dbt" in options.who:
        arena.dbt("parse")  # as on any but the first day
    ways = {
        "dbt": lambda: arena.dbt_models(models),
        "bare": lambda: arena.bare(manifest, models),
        "polars": arena.polars,
        "polars_by_year": lambda: arena.polars(by_year=True),
        "spark": lambda: arena.spark(MAIN),
    }
    costs = measure.alternate(
        {name: ways[name] for name in options.who if name != "spark"}, options.rounds
    )
    if "spark" in options.who:  # minutes each time, of which Java's start is the least
        costs |= measure.alternate({"spark": ways["spark"]}, 1)
    for built in [name for name in ("dbt", "bare", "spark") if name in options.who]:
        place = arena.folder / built
        _insist(place if built == "spark" else place / DATABASE, arena, manifest, options.who)
        print(f"{built} has the figures of others at {observations:,} observations", flush=True)
    limits = {"dbt": options.memory, "bare": options.memory}
    limits["spark"] = settings.get("spark.driver.memory")
    return [
        {
            "marts": "all" if options.all else "main",
            "observations": observations,
            "who": name,
            "rounds": len(each),
            "memory_limit": limits.get(name) or "",
            "seconds": f"{measure.median(each).seconds:.2f}",
            "cpu_seconds": f"{measure.median(each).cpu_seconds:.2f}",
            "peak_mb": f"{measure.median(each).peak_mb:.0f}",
        }
        for name, each in costs.items()
    ]


def _insist(built: Path, arena: Arena, manifest: Path, who: list[str]) -> None:
    """Compare the marts with those peers that took part, or with a sample by one of them."""
    for peer in [name for name in PEERS if name in who]:
        if found := same_figures.differing(built, arena.folder / peer):
            sys.exit(f"{built} and {peer} differ: {found}")
    if not set(PEERS) & set(who):
        assert arena.inputs is not None
        sample = Arena(
            folder=arena.folder / "sample",
            inputs=_sample(arena.inputs, arena.folder / "few-inputs"),
        )
        sample.wordings(manifest)
        sample.polars()
        of = sample.inputs / "geographies" / "all.parquet" if sample.inputs else None
        if found := same_figures.differing(built, sample.folder / "polars", of):
            sys.exit(f"{built} and a sample by Polars differ: {found}")


def _sample(inputs: Path, out: Path) -> Path:
    """Write the inputs of the nation, all provinces and some of the rest; return their folder."""
    for path in sorted(inputs.rglob("*.parquet")):
        place = out / path.relative_to(inputs)
        place.parent.mkdir(parents=True, exist_ok=True)
        whole = f"from read_parquet('{path}', hive_partitioning = false)"
        if path.parent.name == "geographies":
            whole += f" where level in ('nation', 'province') or sort_order % {_SAMPLE} = 0"
        elif path.parent.name.startswith("year="):
            whole += f" semi join '{out}/geographies/all.parquet' using (geography_code)"
        duckdb.sql(f"copy ({whole}) to '{place}' (format parquet)")
    return out


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_440_000])
    parser.add_argument("--who", nargs="+", default=list(WHO), choices=WHO)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--memory", help="DuckDB's memory_limit, as 1500MB")
    parser.add_argument(
        "--spark", nargs="+", default=[], help="settings, as spark.driver.memory=6g"
    )
    parser.add_argument("--all", action="store_true", help="every mart, by dbt and bare DuckDB")
    parser.add_argument("--folder", type=Path, default=measure.PROJECT / "target" / "bench")
    options = parser.parse_args()
    if wrong := [setting for setting in options.spark if "=" not in setting]:
        parser.error(f"--spark {wrong[0]}: write it as NAME=VALUE")
    options.folder = options.folder.absolute()
    if options.all:
        options.who = [name for name in options.who if name in ("dbt", "bare")]
    if "spark" in options.who and not (measure.PROJECT / ".venv-spark" / "installed").exists():
        print("Spark is left out: it is installed by make .venv-spark/installed", file=sys.stderr)
        options.who.remove("spark")
    about = measure.machine()
    for rows in options.rows:
        measure.write(
            "growth",
            size(rows, options),
            about,
            key=lambda row: (row["marts"], row["observations"], row["who"]),
            order=lambda row: (
                row["marts"] == "all",
                int(row["observations"]),
                WHO.index(row["who"]),
            ),
        )


if __name__ == "__main__":
    main()
