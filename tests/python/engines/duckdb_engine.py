"""The marts on DuckDB."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from engines.building import PROJECT, dbt_build
from engines.comparing import SCHEMAS, Tables

DATABASE = "built.duckdb"


def build(folder: Path, *words: str, project: Path = PROJECT) -> tuple[Tables, dict[str, Any]]:
    """Build, export, and return the tables with dbt's manifest; `words` are for `dbt build`."""
    folder.mkdir(exist_ok=True)
    database = folder / DATABASE
    manifest = dbt_build(
        "duckdb", folder, *words, project=project, PROVINCIAL_TARGETS_DB=str(database)
    )
    with duckdb.connect(str(database), read_only=True) as connection:
        columns = connection.sql(
            "select table_schema || '.' || table_name, column_name, data_type "
            f"from information_schema.columns where table_schema in {SCHEMAS}"
        ).fetchall()
        for table in {table for table, _, _ in columns}:
            path = folder / "parquet" / (table.replace(".", "/") + ".parquet")
            path.parent.mkdir(parents=True, exist_ok=True)
            connection.sql(f"from {table}").write_parquet(str(path))
    types = {(table, column): kind for table, column, kind in columns}
    return Tables("duckdb", folder / "parquet", types), manifest
