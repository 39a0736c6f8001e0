"""Compare a peer's tables with the marts: the same rows, the same text, numbers equal to 1e-9.

python same_figures.py provincial_targets.duckdb out/ [geographies.parquet]
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

_SCOPED = ("vintage", "scope_code", "indicator", "target_year")
_ROUND = ("vintage", "geography_code", "indicator", "target_year")
_YEAR = ("vintage", "geography_code", "indicator", "year")
KEYS = {
    "fct_targets": _ROUND,
    "fct_outturns": _YEAR,
    "fct_sizes": _YEAR,
    "target_deltas": _ROUND,
    "completion_rates": _ROUND,
    "weighted_targets": _SCOPED,
}


def differing(built: Path, out: Path, of: Path | None = None) -> dict[str, int]:
    """Return by how many rows each table differs, where it does.

    Args:
        built: A database, or the folder of the warehouse on Spark.
        out: Where a peer wrote.
        of: A file of geographies, where the peer computed those alone.
    """
    with duckdb.connect() as connection:
        if built.is_file():
            connection.execute(f"attach '{built}' as built (read_only)")
            place = "built.marts_asof.{}"
        else:
            folder = f"{built}/candidate/tables/candidate_marts_asof"
            place = f"read_parquet('{folder}/{{}}/data/**/*.parquet')"
        found = {table: _rows(connection, table, place.format(table), out, of) for table in KEYS}
    return {table: rows for table, rows in found.items() if rows}


def _rows(
    connection: duckdb.DuckDBPyConnection, table: str, ours: str, out: Path, of: Path | None
) -> int:
    theirs = f"read_parquet('{out}/{table}/**/*.parquet', hive_partitioning = true)"
    if of is not None and "geography_code" in KEYS[table]:
        ours = f"(from {ours} semi join '{of}' using (geography_code))"
    known = set(connection.sql(f"from {ours} limit 0").columns)
    columns = [
        (name, str(kind))
        for name, kind in zip(*_header(connection, theirs), strict=True)
        if name in known and name not in KEYS[table]
    ]
    same = " and ".join(_same(name, kind) for name, kind in columns)
    key = " and ".join(f"ours.{name} = theirs.{name}" for name in KEYS[table])
    row = connection.sql(
        f"select count(*) from {ours} as ours full join {theirs} as theirs on {key} "
        f"where ours.vintage is null or theirs.vintage is null or not ({same})"
    ).fetchone()
    assert row is not None and len(columns) > 3
    return int(row[0])


def _header(connection: duckdb.DuckDBPyConnection, source: str) -> tuple[list[str], list[object]]:
    relation = connection.sql(f"from {source} limit 0")
    return relation.columns, list(relation.types)


def _same(name: str, kind: str) -> str:
    if kind in ("DOUBLE", "FLOAT"):
        near = f"abs(ours.{name} - theirs.{name}) <= 1e-9 * greatest(1, abs(ours.{name}))"
        return f"((ours.{name} is null and theirs.{name} is null) or coalesce({near}, false))"
    return f"ours.{name} is not distinct from theirs.{name}"


if __name__ == "__main__":
    different = differing(*map(Path, sys.argv[1:]))
    for name, rows in different.items():
        print(f"{name}: {rows} rows differ")
    sys.exit(1 if different else 0)
