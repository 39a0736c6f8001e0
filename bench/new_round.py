"""Measure what a window of years would save when a new round arrives in a large warehouse.

    python bench/new_round.py --rows 1440000 --folder /somewhere/with/room

A run builds every year anew. This trial builds the ordinary models on the observations near the
changed years alone, and replaces the rows that the change reaches in a copy of the published
warehouse. The result must hold the figures of a whole build. The
reconciliation of the note, which rests on all of its years, is left out of the window; tests and
Parquet files are part of neither side. Writes new_round.csv, in which other sizes stay.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import duckdb
import measure
import same
import synthetic
from contestants import DATABASE, ONLY_MODELS, Arena
from measure import Cost

_NEW, _REVISED = 2026, 2011
_CASES = {"a new year": [_NEW], "a new year, and an old one revised": [_REVISED, _NEW]}
# A target is compared with the target and the outturn of its year and with the target before, and
# weighed by the size of the year before; its average is compared with the average before.
_REACHED = {"year": range(1), "target_year": range(3)}
"""By the column of a table: years from a changed one to the rows that change with it."""
_READ = {"target": range(-1, 3), "outturn": range(3), "size": range(-2, 2)}
"""By measure: years from a changed one to the observations that those rows rest on."""


def around(years: Iterable[int], steps: Iterable[int]) -> set[int]:
    """Return the years at some steps from others."""
    return {year + step for step in steps for year in years}


def lay_down(inputs: Path, out: Path, conditions: dict[int, str]) -> None:
    """Link or copy inputs.

    Args:
        inputs: The inputs of all years.
        out: A folder; what it holds is removed.
        conditions: The condition on the observations of each year that are copied, in SQL; `true`
            links the file. A year that is missing is left out.
    """
    shutil.rmtree(out, ignore_errors=True)
    for path in inputs.rglob("*.parquet"):
        year = path.parent.name.removeprefix("year=")
        condition = conditions.get(int(year)) if year.isdigit() else "true"
        place = out / path.relative_to(inputs)
        if condition is None:
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        if condition == "true":
            os.link(path, place)
        else:
            rows = f"from read_parquet('{path}', hive_partitioning = false) where {condition}"
            duckdb.sql(f"copy ({rows}) to '{place}' (format parquet)")


def window(changed: list[int]) -> dict[int, str]:
    """Return which observations of each year are read where some years changed."""
    read = {measure: around(changed, steps) for measure, steps in _READ.items()}
    conditions = {}
    for year in set().union(*read.values()):
        measures = tuple(measure for measure, years in read.items() if year in years)
        conditions[year] = (
            "true" if len(measures) == len(read) else f"list_contains({list(measures)}, measure)"
        )
    return conditions


def keep_published(built: Path) -> Path:
    """Copy the schemas of a database that a run publishes into a file beside it; return that."""
    out = built.with_name("published.duckdb")
    shutil.copyfile(built, out)
    with duckdb.connect(str(out)) as connection:
        schemas = connection.execute(
            "select distinct schema_name from duckdb_tables() "
            f"where schema_name not in {same.SCHEMAS}"
        ).fetchall()
        for (schema,) in schemas:
            connection.execute(f'drop schema "{schema}" cascade')
    return out


def carry_over(published: Path, built: Path, candidate: Path, changed: list[int]) -> None:
    """Copy what is published, and replace the rows that a change reaches.

    A table without a year rests on the reference data alone, and is replaced whole.
    """
    shutil.copyfile(published, candidate)
    with duckdb.connect(str(candidate), config={"preserve_insertion_order": False}) as connection:
        connection.execute(f"attach '{built}' as built (read_only)")
        tables = connection.execute(
            "select schema_name || '.' || table_name, list(column_name) from duckdb_columns() "
            f"where database_name = 'built' and schema_name in {same.SCHEMAS} group by all"
        ).fetchall()
        for table, columns in tables:
            reached = [
                f"{name} in {(*around(changed, steps),)}"
                for name, steps in _REACHED.items()
                if name in columns
            ]
            condition = " and ".join(reached) or "true"
            names = ", ".join(columns)
            connection.execute(f"delete from {table} where {condition}")
            connection.execute(
                f"insert into {table} ({names}) select {names} from built.{table} where {condition}"
            )


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_440_000)
    parser.add_argument("--memory", help="DuckDB's memory_limit, as 1500MB")
    parser.add_argument("--folder", type=Path, default=measure.PROJECT / "target" / "bench")
    parser.add_argument(
        "--once-more",
        action="store_true",
        help="replace rows of the whole build itself, which spares two builds of what was before",
    )
    options = parser.parse_args()
    folder = options.folder.absolute()
    about = measure.machine()
    inputs = folder / f"inputs-{options.rows}"
    synthetic.write(options.rows, inputs)
    years = {int(path.name.removeprefix("year=")) for path in inputs.glob("*/year=*")}

    whole = Arena(folder=folder / "round-whole", inputs=inputs, memory=options.memory)
    reference = whole.folder / "dbt" / DATABASE
    whole.dbt("parse")
    cost = whole.dbt_models()
    print(f"built whole: {cost.seconds:.1f} s", flush=True)
    rows = [{"what": "everything", "changed_years": "", **_row(cost)}]
    place = folder / "round-inputs"
    part = Arena(folder=folder / "round-window", inputs=place, memory=options.memory)
    built, candidate = part.folder / "dbt" / DATABASE, folder / "candidate.duckdb"
    for what, changed in _CASES.items():
        if options.once_more:
            before = keep_published(reference)
        else:
            conditions = dict.fromkeys(years - {_NEW}, "true")
            if _REVISED in changed:
                conditions[_REVISED] = "release <> 'revised'"
            lay_down(inputs, place, conditions)
            part.dbt_models()
            before = keep_published(built)
        lay_down(inputs, place, window(changed))
        cost = part.dbt("build", "--selector", "warehouse", *ONLY_MODELS)
        began, used = time.monotonic(), time.process_time()
        carry_over(before, built, candidate, changed)
        seconds, cpu_seconds = time.monotonic() - began, time.process_time() - used
        found = same.differing(reference, candidate, but=("report_",))
        if found:
            sys.exit(f"the window and the whole build differ: {found}")
        print(
            f"{what}: built in {cost.seconds:.1f} s, other years carried over in {seconds:.1f} s; "
            "the same figures",
            flush=True,
        )
        cost = Cost(
            seconds=cost.seconds + seconds,
            cpu_seconds=cost.cpu_seconds + cpu_seconds,
            peak_mb=cost.peak_mb,
        )
        rows.append({"what": what, "changed_years": json.dumps(changed), **_row(cost)})
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


def _row(cost: Cost) -> dict[str, str]:
    return {
        "seconds": f"{cost.seconds:.1f}",
        "cpu_seconds": f"{cost.cpu_seconds:.1f}",
        "peak_mb": f"{cost.peak_mb:.0f}",
    }


if __name__ == "__main__":
    main()
