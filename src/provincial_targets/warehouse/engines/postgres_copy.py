"""Copy tables between Postgres and DuckDB files, as CSV."""

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


def to_parquet(connection: Any, schema: str, folder: Path) -> dict[str, int]:
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
                # NULL is written as \N, so that it differs from an empty text.
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


def from_duckdb(
    source: duckdb.DuckDBPyConnection, connection: Any, schema: str, target: str
) -> None:
    """Copy a schema from DuckDB to Postgres, with its comments."""
    names = {duck: postgres for postgres, duck in TYPES.items()}
    found = source.execute(
        "select table_name, column_name, data_type, columns.comment, tables.comment "
        "from duckdb_columns() as columns join duckdb_tables() as tables "
        f"using (schema_name, table_name) where schema_name = '{schema}' "
        "order by table_name, column_index"
    ).fetchall()
    with TemporaryDirectory() as scratch, connection.cursor() as cursor:
        csv = Path(scratch) / "table.csv"
        cursor.execute(f'create schema "{target}"')
        for table in dict.fromkeys(row[0] for row in found):
            of = [row for row in found if row[0] == table]
            where = f'"{target}"."{table}"'
            kinds = ", ".join(f'"{column}" {names[kind]}' for _, column, kind, _, _ in of)
            cursor.execute(f"create table {where} ({kinds})")
            cursor.execute(f"comment on table {where} is %s", (of[0][4],))
            for _, column, _, comment, _ in of:
                cursor.execute(f'comment on column {where}."{column}" is %s', (comment,))
            source.execute(
                f'copy "{schema}"."{table}" to \'{csv}\' (format csv, header, force_quote *, '
                "nullstr '\\N')"
            )
            with csv.open("rb") as file:
                cursor.copy_expert(
                    f"copy {where} from stdin (format csv, header, null '\\N')", file
                )
