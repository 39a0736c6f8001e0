"""A Frictionless Data Package: every table as CSV and as Parquet, with its schema.

https://datapackage.org: `datapackage.json` says what the files hold, where the figures come from
and under which licence; the frictionless library validates it in the tests.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import duckdb

from provincial_targets.export.catalog import RIGHTS, Column, Table

_TYPES = {
    "VARCHAR": "string",
    "DOUBLE": "number",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
}
# What a spreadsheet program would take for a formula; a signed number is none.
_FORMULA = r"^([=@\t\r]|[+-][^0-9.０-９])"


def write(
    folder: Path,
    connection: duckdb.DuckDBPyConnection,
    tables: list[Table],
    parquet: Path,
    about: dict[str, Any],
) -> None:
    """Write the package.

    Args:
        folder: Where; it must not exist.
        connection: The published database.
        tables: Its tables.
        parquet: Its Parquet files, `<schema>/<table>.parquet`.
        about: `run_id`, `published_at` and `code_version` of the published run.
    """
    resources = []
    for table in tables:
        stem = f"data/{table.schema}/{table.name}"
        (folder / stem).parent.mkdir(parents=True, exist_ok=True)
        _write_csv(connection, table, folder / f"{stem}.csv")
        _link(parquet / table.schema / f"{table.name}.parquet", folder / f"{stem}.parquet")
        resources += [
            _resource(folder, table, f"{stem}.csv"),
            _resource(folder, table, f"{stem}.parquet"),
        ]
    package = {
        "$schema": "https://datapackage.org/profiles/1.0/datapackage.json",
        "name": "provincial-targets",
        "title": "Growth targets of China's 31 mainland provinces",
        "description": (
            f"What the provinces promised, what came out, and what it adds up to. {RIGHTS} "
            "Text that a spreadsheet would take for a formula has an apostrophe before it in the "
            "CSV files, not in the Parquet files."
        ),
        "version": about["code_version"],
        "created": about["published_at"],
        "id": about["run_id"],
        "keywords": ["China", "provinces", "growth targets", "government work report"],
        "licenses": [
            {
                "name": "Apache-2.0",
                "title": "Apache License 2.0, for selection, arrangement and descriptions",
                "path": "https://www.apache.org/licenses/LICENSE-2.0",
            }
        ],
        "sources": _sources(connection),
        "resources": resources,
    }
    text = json.dumps(package, ensure_ascii=False, indent=1)
    (folder / "datapackage.json").write_text(text + "\n", "utf-8")


def _write_csv(connection: duckdb.DuckDBPyConnection, table: Table, path: Path) -> None:
    columns = ", ".join(
        f"case when regexp_matches(\"{column.name}\", '{_FORMULA}') then '''' || \"{column.name}\" "
        f'else "{column.name}" end as "{column.name}"'
        if column.type == "VARCHAR"
        else f'"{column.name}"'
        for column in table.columns
    )
    order = ", ".join(f'"{name}"' for name in table.key) or "all"
    target = str(path).replace("'", "''")
    connection.execute(
        f'copy (select {columns} from "{table.schema}"."{table.name}" order by {order}) '
        f"to '{target}' (format csv, header, timestampformat '%Y-%m-%dT%H:%M:%SZ')"
    )


def _link(source: Path, target: Path) -> None:
    """Link the Parquet file instead of copying it, because published files never change."""
    try:
        os.link(source.resolve(), target)
    except OSError:  # a disk without such links
        shutil.copyfile(source, target)


def _resource(folder: Path, table: Table, path: str) -> dict[str, Any]:
    kind = path.rsplit(".", 1)[1]
    schema: dict[str, Any] = {
        "fields": [
            {
                "name": column.name,
                "type": _type(column, kind),
                "description": column.description,
                **({"constraints": {"required": True}} if column.is_required else {}),
            }
            for column in table.columns
        ]
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    return {
        "name": f"{table.schema}.{table.name}.{kind}",
        "description": table.description,
        "path": path,
        "format": kind,
        "mediatype": {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}[kind],
        **({"encoding": "utf-8", "bytes": (folder / path).stat().st_size} if kind == "csv" else {}),
        "schema": schema,
    }


def _type(column: Column, kind: str) -> str:
    """Return Frictionless' name of a type.

    Who reads Parquet by way of pandas, as frictionless does, gets an integer column with gaps as
    numbers.
    """
    name = _TYPES[column.type]
    return "number" if (kind, name, column.is_required) == ("parquet", "integer", False) else name


def _sources(connection: duckdb.DuckDBPyConnection) -> list[dict[str, str]]:
    rows = connection.execute(
        "select publisher || ': ' || title, url from marts.dim_source order by source_id"
    ).fetchall()
    return [{"title": title, **({"path": url} if url else {})} for title, url in rows]
