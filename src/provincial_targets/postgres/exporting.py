"""Copy tables of a Postgres database to Parquet."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

# Every type that a published table may have here; docs/scale.md lists them.
TYPES = {
    "text": "VARCHAR",
    "double precision": "DOUBLE",
    "integer": "INTEGER",
    "bigint": "BIGINT",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "timestamp without time zone": "TIMESTAMP",
}
"""DuckDB's name of a type, by Postgres's."""


def columns(connection: Any, schema: str) -> dict[str, dict[str, str]]:
    """Return the columns of a schema's tables in their order, with Postgres's name of each type."""
    found: dict[str, dict[str, str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name, column_name, coalesce(domain_name, data_type) "
            "from information_schema.columns where table_schema = %s "
            "order by table_name, ordinal_position",
            (schema,),
        )
        for table, column, kind in cursor.fetchall():
            found.setdefault(table, {})[column] = kind
    return found


def export(connection: Any, schema: str, folder: Path) -> dict[str, int]:
    """Write every table of a schema as `folder/<table>.parquet`.

    Returns:
        The rows written, by table.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    with TemporaryDirectory() as scratch, connection.cursor() as cursor:
        csv = Path(scratch) / "table.csv"
        for table, kinds in columns(connection, schema).items():
            with csv.open("wb") as file:
                # A NULL is spelt so that it cannot be taken for an empty text.
                cursor.copy_expert(
                    f'copy "{schema}"."{table}" to stdout (format csv, header, null \'\\N\')', file
                )
            types = {column: TYPES[kind] for column, kind in kinds.items()}
            path = str(folder / f"{table}.parquet").replace("'", "''")
            with duckdb.connect() as memory:
                row = memory.execute(
                    f"copy (select * from read_csv('{csv}', header = true, columns = {types}, "
                    "nullstr = '\\N', allow_quoted_nulls = false, auto_detect = false, "
                    "quote = '\"', escape = '\"', parallel = false) order by all) "
                    f"to '{path}' (format parquet, compression zstd)"
                ).fetchone()
            written[table] = int(row[0]) if row else 0
    return written
