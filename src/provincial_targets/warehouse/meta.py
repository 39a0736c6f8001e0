"""Write the schema `meta`: runs with their inputs and checks, and the guide for assistants."""

from __future__ import annotations

from pathlib import Path

import duckdb

from provincial_targets.warehouse import records
from provincial_targets.warehouse.paths import Paths

_META = Path(__file__).with_name("meta.sql")
_GUIDE = Path(__file__).with_name("guide.md")
"""docs/assistants.md, by a link, so that the package holds it too."""
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


def write_meta(paths: Paths, database: Path, own: records.Record) -> None:
    """Write the schema `meta` into a DuckDB file.

    Args:
        paths: The warehouse whose records to show.
        database: The file.
        own: The record of the run being published, as it will be then.
    """
    final = database.with_name("record.json")
    final.write_text(records.to_json(own), "utf-8")
    files = [str(final)] + [
        str(path)
        for path in records.files(paths)
        if path.stem != own.run_id and records.read(path) is not None
    ]
    with duckdb.connect(str(database)) as connection:
        connection.execute(
            "create temporary view records as select * from read_json("
            f"{files}, columns = {_RECORD_COLUMNS}, format = 'newline_delimited')"
        )
        connection.execute(
            "create temporary table page as select $1 as text", [_GUIDE.read_text("utf-8")]
        )
        connection.execute(_META.read_text("utf-8"))
        connection.execute("checkpoint")
    final.unlink()
    wal = database.with_name(f"{database.name}.wal")
    if wal.exists():
        raise RuntimeError(f"{wal} was left behind")
