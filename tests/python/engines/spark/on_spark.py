"""Build on Spark and describe the tables, in the environment that has Spark.

    .venv-spark/bin/python on_spark.py DESCRIPTION --target spark ...

DESCRIPTION is the JSON file to write: for each table its columns with type and comment, and the
columns of its partitions. The rest are arguments of `make build-spark`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from provincial_targets.running.spark import main

SCHEMAS = ("marts", "marts_asof")


def describe() -> dict[str, dict[str, Any]]:
    """Return how Spark describes each published table."""
    from dbt.adapters.factory import get_adapter_by_type

    adapter = get_adapter_by_type("spark")
    found: dict[str, dict[str, Any]] = {}
    with adapter.connection_named("describe"):
        for schema in SCHEMAS:
            listed = adapter.execute(f"show tables in {schema}", fetch=True)[1].rows
            for table in [name for _, name, is_temporary in listed if not is_temporary]:
                rows = adapter.execute(f"describe table {schema}.{table}", fetch=True)[1].rows
                texts = [[str(cell or "") for cell in row] for row in rows]
                heading = next((i for i, row in enumerate(texts) if row[0][:1] in ("", "#")), None)
                found[f"{schema}.{table}"] = {
                    "columns": texts[:heading],
                    "partitions": [row[0] for row in texts[heading:] if row[0][:1] not in ("", "#")]
                    if heading is not None
                    else [],
                }
    return found


if __name__ == "__main__":
    code = main(sys.argv[2:])
    if code == 0:
        Path(sys.argv[1]).write_text(json.dumps(describe()), "utf-8")
    sys.exit(code)
