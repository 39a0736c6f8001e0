"""Compare the tables of two engines: same keys, same text, numbers equal to 1e-9 of their size."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

TOLERANCE = 1e-9
SCHEMAS = ("marts", "marts_asof")


@dataclass(frozen=True)
class Tables:
    """The published tables of one engine.

    Attributes:
        engine: Its name.
        parquet: Folder with `<schema>/<table>.parquet`.
        types: The engine's own name of each column's type, by (`schema.table`, column).
    """

    engine: str
    parquet: Path
    types: dict[tuple[str, str], str]

    def names(self) -> set[str]:
        """Return every table to compare as `schema.table`."""
        found = [path for schema in SCHEMAS for path in self.parquet.glob(f"{schema}/*.parquet")]
        return {f"{path.parent.name}.{path.stem}" for path in found}

    def rows_of(self, table: str) -> str:
        """Return the SQL that reads a table."""
        path = self.parquet / (table.replace(".", "/") + ".parquet")
        return f"read_parquet('{path}')"


def compare(one: Tables, other: Tables, keys: dict[str, list[str]]) -> list[str]:
    """Return every difference, one line each; an empty list for equal tables.

    Args:
        one: The tables of an engine.
        other: The tables of another.
        keys: The columns that identify a row of each table.
    """
    found = [f"{table} is missing on one engine" for table in sorted(one.names() ^ other.names())]
    for table in sorted(one.names() & other.names()):
        found += _differences(one, other, table, keys[table])
    return found


def _differences(one: Tables, other: Tables, table: str, key: list[str]) -> list[str]:
    left, right = one.rows_of(table), other.rows_of(table)
    columns = _columns(left)
    if columns != _columns(right):
        return [f"{table}: columns {columns} against {_columns(right)}"]
    found = []
    for rows, engine in ((left, one.engine), (right, other.engine)):
        double = duckdb.sql(
            f"select {', '.join(key)} from {rows} group by all having count(*) > 1"
        ).fetchall()
        found += [f"{table}: {row} is there more than once on {engine}" for row in double]
    same_row = " and ".join(f"l.{name} is not distinct from r.{name}" for name in key)
    alone = duckdb.sql(
        f"select {', '.join(key)}, '{one.engine}' from {left} l anti join {right} r on {same_row} "
        "union all "
        f"select {', '.join(key)}, '{other.engine}' from {right} r anti join {left} l on {same_row}"
    ).fetchall()
    found += [f"{table}: {row[:-1]} is only on {row[-1]}" for row in alone]
    for name, kind in columns.items():
        unequal = f"l.{name} is distinct from r.{name}"
        if kind == "DOUBLE":
            # Equal infinities are not distinct; one, or NaN, against a number is never close.
            unequal += (
                f" and not coalesce(isfinite(l.{name}) and isfinite(r.{name}) and "
                f"abs(l.{name} - r.{name})"
                f" <= {TOLERANCE} * greatest(abs(l.{name}), abs(r.{name})), false)"
            )
        cells = duckdb.sql(
            f"select {', '.join(f'l.{part}' for part in key)}, l.{name}, r.{name} "
            f"from {left} l join {right} r on {same_row} where {unequal}"
        ).fetchall()
        found += [f"{table}.{name} of {row[:-2]}: {row[-2]!r} against {row[-1]!r}" for row in cells]
    return found


def _columns(rows: str) -> dict[str, str]:
    """Return the columns in their order, with DuckDB's name of each type."""
    relation = duckdb.sql(f"from {rows} limit 0")
    return dict(zip(relation.columns, map(str, relation.types), strict=True))
