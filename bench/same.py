"""Compare the published tables of two databases, cell by cell.

python bench/same.py one.duckdb other.duckdb
"""

from __future__ import annotations

import argparse
from pathlib import Path

import duckdb

SCHEMAS = ("marts", "marts_asof")


def differing(one: Path, other: Path, but: tuple[str, ...] = ()) -> dict[str, int]:
    """Return by how many rows each published table differs, where it does.

    Args:
        one: A database.
        other: Another.
        but: How the names of tables begin that are left out.
    """
    with duckdb.connect() as connection:
        connection.execute(f"attach '{one}' as one (read_only)")
        connection.execute(f"attach '{other}' as other (read_only)")
        found = {
            table: _differing(connection, table)
            for table in _tables(connection)
            if not table.split(".")[1].startswith(but or ("(none)",))
        }
    return {table: rows for table, rows in found.items() if rows}


def _tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return every table of either database."""
    rows = connection.execute(
        "select distinct schema_name || '.' || table_name from duckdb_tables() "
        f"where schema_name in {SCHEMAS} order by 1"
    ).fetchall()
    return [table for (table,) in rows]


def _differing(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    # By name: a contract may put columns in another order than the SQL that bare DuckDB executes.
    columns = ", ".join(f'"{name}"' for name in connection.sql(f"from one.{table} limit 0").columns)
    one, other = f"select {columns} from one.{table}", f"select {columns} from other.{table}"
    # A digest takes no memory, however long the table is; rows are compared only where it differs.
    digest = "select count(*), bit_xor(hash(rows)), sum(hash(rows)) from ({}) as rows"
    if (
        connection.execute(digest.format(one)).fetchone()
        == connection.execute(digest.format(other)).fetchone()
    ):
        return 0
    row = connection.execute(
        f"select count(*) from (({one} except all {other}) union all ({other} except all {one}))"
    ).fetchone()
    assert row is not None
    return int(row[0])


def main() -> None:
    """Compare; end with 1 where they differ."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("one", type=Path)
    parser.add_argument("other", type=Path)
    options = parser.parse_args()
    found = differing(options.one, options.other)
    for table, rows in found.items():
        print(f"{table}: {rows} rows differ")
    raise SystemExit(1 if found else 0)


if __name__ == "__main__":
    main()
