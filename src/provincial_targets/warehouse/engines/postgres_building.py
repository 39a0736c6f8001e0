"""Postgres as a run uses it. The functions are described in `engine.Engine`.

marts, marts_asof, meta       what is published
candidate_<schema>            while a run builds
run_<number>_<schema>         what was published before, and candidates that did not pass
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import psycopg2

from provincial_targets.warehouse.engines import duckdb as files
from provincial_targets.warehouse.engines import postgres_copy
from provincial_targets.warehouse.engines.base import PUBLISHED_SCHEMAS, Ask
from provincial_targets.warehouse.engines.postgres_connection import connected, variables
from provincial_targets.warehouse.paths import DATABASE, Warehouse
from provincial_targets.warehouse.records import Record

PREFIX = "candidate_"


def environment(warehouse: Warehouse) -> dict[str, str]:
    """Name the server, its database, and the schemas to build."""
    return {**variables(), "PROVINCIAL_TARGETS_SCHEMA_PREFIX": PREFIX}


def version() -> str:
    """Return the server's version."""
    with connected() as connection:
        return str(connection.server_version)


def let_go() -> None:
    """Close the connections that dbt keeps for each of its threads."""
    from dbt.adapters.factory import cleanup_connections

    cleanup_connections()


def examples(warehouse: Warehouse, sql: str, count: int) -> list[dict[str, Any]]:
    """Return the first rows that a query finds in the candidate."""
    with connected() as connection, connection.cursor() as cursor:
        try:
            cursor.execute(f"select * from (\n{sql}\n) as found limit {count}")
        except psycopg2.Error:
            return []
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@contextlib.contextmanager
def reading(warehouse: Warehouse) -> Iterator[Ask]:
    """Open what is published."""
    with connected() as connection, connection.cursor() as cursor:

        def ask(sql: str) -> list[tuple[Any, ...]]:
            cursor.execute(sql)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows

        yield ask


def export(run_dir: Path, schemas: Iterable[str]) -> dict[str, int]:
    """Write tables of the candidate as Parquet."""
    written: dict[str, int] = {}
    with connected() as connection:
        for schema in schemas:
            folder = run_dir / "parquet" / schema
            rows = postgres_copy.to_parquet(connection, PREFIX + schema, folder)
            written |= {f"{schema}.{table}": count for table, count in rows.items()}
    return written


def drop_scaffolding(run_dir: Path) -> None:
    """Keep only what users see, and let the server learn its sizes."""
    with connected() as connection, connection.cursor() as cursor:
        for schema in schemas_like(cursor, PREFIX):
            if schema.removeprefix(PREFIX) in PUBLISHED_SCHEMAS:
                for table in postgres_copy.columns(connection, schema):
                    cursor.execute(f'analyze "{schema}"."{table}"')
            else:
                cursor.execute(f'drop schema "{schema}" cascade')


def schemas_like(cursor: Any, prefix: str) -> list[str]:
    """Return the schemas whose names begin so."""
    cursor.execute(
        "select nspname::text from pg_namespace where starts_with(nspname, %s)", (prefix,)
    )
    return sorted(name for (name,) in cursor.fetchall())


def write_meta(warehouse: Warehouse, run_dir: Path, own: Record) -> None:
    """Let DuckDB make the tables of the records, and copy them."""
    files.write_meta(warehouse, run_dir, own)
    database = run_dir / DATABASE
    with duckdb.connect(str(database), read_only=True) as made, connected() as connection:
        postgres_copy.from_duckdb(made, connection, "meta", PREFIX + "meta")
    database.unlink()
