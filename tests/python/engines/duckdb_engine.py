"""The marts on DuckDB."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb

from engines.building import dbt_build
from engines.comparing import SCHEMAS, Tables

DATABASE = "built.duckdb"


def build(folder: Path, project: Path) -> None:
    """Build without unit tests, which `make test` runs, and export the tables."""
    database = folder / DATABASE
    words = ("--exclude-resource-type", "unit_test")
    dbt_build("duckdb", folder, *words, project=project, PROVINCIAL_TARGETS_DB=str(database))
    with duckdb.connect(str(database), read_only=True) as connection:
        for table in {table for table, _, _ in _columns(connection)}:
            path = folder / "parquet" / (table.replace(".", "/") + ".parquet")
            path.parent.mkdir(parents=True, exist_ok=True)
            connection.sql(f"from {table}").write_parquet(str(path))


def built(folder: Path) -> tuple[Tables, dict[str, Any]]:
    """Return the tables of a build with dbt's manifest."""
    manifest = json.loads((folder / "target" / "manifest.json").read_text("utf-8"))
    with duckdb.connect(str(folder / DATABASE), read_only=True) as connection:
        types = {(table, column): kind for table, column, kind in _columns(connection)}
    return Tables("duckdb", folder / "parquet", types), manifest


def _columns(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    return connection.sql(
        "select table_schema || '.' || table_name, column_name, data_type "
        f"from information_schema.columns where table_schema in {SCHEMAS}"
    ).fetchall()
