"""DuckDB as a run uses it: turn the database that dbt built into the one that is published.

The functions are described in `engine.Engine`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb

from provincial_targets.warehouse import records
from provincial_targets.warehouse.engines.base import PUBLISHED_SCHEMAS, Ask
from provincial_targets.warehouse.paths import DATABASE, Warehouse

PREFIX = ""
_META = Path(__file__).with_name("meta.sql")

_TEXTS = (
    "run_id command started_at finished_at result message code_version code_fingerprint "
    "input_fingerprint published_before published_after"
).split()
_RECORD_COLUMNS = (
    "{"
    + ", ".join(f"{name}: 'VARCHAR'" for name in _TEXTS)
    + """, inputs: 'STRUCT(file VARCHAR, "rows" BIGINT, sha256 VARCHAR)[]',
        checks: 'STRUCT(name VARCHAR, kind VARCHAR, place VARCHAR, result VARCHAR,
                        failing_rows BIGINT, ran_in VARCHAR)[]'}"""
)


def environment(warehouse: Warehouse) -> dict[str, str]:
    """Name the file to build."""
    return {
        "PROVINCIAL_TARGETS_DB": str(warehouse.candidate / DATABASE),
        "PROVINCIAL_TARGETS_SCHEMA_PREFIX": PREFIX,
    }


def version() -> str:
    """Return DuckDB's version."""
    return duckdb.__version__


def let_go() -> None:
    """Close the database, which dbt keeps open (dbt-core #11980)."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager as Manager

    if Manager._ENV is not None:
        with contextlib.suppress(Exception):
            Manager._ENV.close()
        Manager.close_all_connections()


def examples(warehouse: Warehouse, sql: str, count: int) -> list[dict[str, Any]]:
    """Return the first rows that a query finds in the candidate."""
    try:
        with duckdb.connect(str(warehouse.candidate / DATABASE), read_only=True) as connection:
            rows = connection.sql(sql).limit(count)
            return [dict(zip(rows.columns, row, strict=True)) for row in rows.fetchall()]
    except duckdb.Error:
        return []


@contextlib.contextmanager
def reading(warehouse: Warehouse) -> Iterator[Ask]:
    """Open what is published."""
    with duckdb.connect(str(warehouse.database), read_only=True) as connection:
        # No bound parameters: DuckDB would import pandas to look at their types.
        yield lambda sql: connection.execute(sql).fetchall()


def export(run_dir: Path, schemas: Iterable[str]) -> dict[str, int]:
    """Write every table of some schemas as `parquet/<schema>/<table>.parquet`.

    Returns:
        The rows written, by `schema.table`.
    """
    written = {}
    with duckdb.connect(str(run_dir / DATABASE), read_only=True) as connection:
        for schema in schemas:
            folder = run_dir / "parquet" / schema
            folder.mkdir(parents=True, exist_ok=True)
            for table in tables(connection, schema):
                path = str(folder / f"{table}.parquet").replace("'", "''")
                # In order, so that two builds of the same inputs write the same bytes.
                row = connection.execute(
                    f'copy (from "{schema}"."{table}" order by all) '
                    f"to '{path}' (format parquet, compression zstd)"
                ).fetchone()
                written[f"{schema}.{table}"] = int(row[0]) if row else 0
    return written


def tables(connection: duckdb.DuckDBPyConnection, schema: str) -> list[str]:
    """Return the names of a schema's tables."""
    # No bound parameter: DuckDB would import pandas to look at its type.
    rows = connection.execute(
        "select table_name from information_schema.tables "
        f"where table_schema = '{schema}' order by 1"
    ).fetchall()
    return [name for (name,) in rows]


def drop_scaffolding(run_dir: Path) -> None:
    """Keep only what users see, and give the space back."""
    with duckdb.connect(str(run_dir / DATABASE)) as connection:
        rows = connection.execute(
            "select schema_name from information_schema.schemata "
            "where catalog_name = current_database() "
            "and schema_name not in ('main', 'information_schema', 'pg_catalog')"
        ).fetchall()
        for (schema,) in rows:
            if schema not in PUBLISHED_SCHEMAS:
                connection.execute(f'drop schema "{schema}" cascade')
        connection.execute("checkpoint")


def write_meta(warehouse: Warehouse, run_dir: Path, own: records.Record) -> None:
    """Write the schema `meta` from the records of all runs.

    Args:
        warehouse: Whose history to show.
        run_dir: The candidate.
        own: The candidate's own record, as it will be once published.
    """
    final = run_dir / "record.json"
    final.write_text(records.to_json(own), "utf-8")
    files = [str(final)] + [
        str(path)
        for path in records.paths(warehouse)
        if path.stem != own.run_id and records.read(path) is not None
    ]
    with duckdb.connect(str(run_dir / DATABASE)) as connection:
        connection.execute(
            "create temporary view records as select * from read_json("
            f"{files}, columns = {_RECORD_COLUMNS}, format = 'newline_delimited')"
        )
        connection.execute(_META.read_text("utf-8"))
        connection.execute("checkpoint")
    final.unlink()
    wal = run_dir / f"{DATABASE}.wal"
    if wal.exists():
        raise RuntimeError(f"{wal} was left behind")
