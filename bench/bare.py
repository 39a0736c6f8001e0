"""Execute the SQL that dbt compiled by bare DuckDB, in one process: the least cost of the work.

    python bench/bare.py target/manifest.json out/provincial_targets.duckdb

Seeds are read as dbt loads them, with the types of their property files; then each model's compiled
SQL is executed in the order of the graph. Only the tables are written,
without tests and descriptions. The file must have the name of the one that dbt compiled for, since
compiled SQL names its database.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import duckdb
import yaml

from provincial_targets.checks import csvfile

PLACE = "the-inputs-of-any-size"
"""The folder of the inputs in a manifest that serves inputs of any size."""
PROJECT = Path(__file__).resolve().parents[1]


def statements(manifest: Path, models: Sequence[str] = ()) -> list[str]:
    """Return the SQL of what a manifest builds, in an order in which it can run.

    Args:
        manifest: Of a dbt compile, run or build.
        models: The models wanted, with all that they need; everything where none is named.
    """
    nodes: dict[str, dict[str, Any]] = {
        name: node
        for name, node in json.loads(manifest.read_text("utf-8"))["nodes"].items()
        if node["resource_type"] in ("seed", "model")
    }
    order_of = {
        name: [other for other in node["depends_on"].get("nodes", []) if other in nodes]
        for name, node in nodes.items()
    }
    wanted = {name for name, node in nodes.items() if node["name"] in models or not models}
    while more := {other for name in wanted for other in order_of[name]} - wanted:
        wanted |= more
    schemas = sorted({node["schema"] for node in nodes.values()})
    return [f'create schema if not exists "{schema}"' for schema in schemas] + [
        _statement(nodes[name])
        for name in TopologicalSorter(order_of).static_order()
        if name in wanted
    ]


def _statement(node: dict[str, Any]) -> str:
    table = f'"{node["schema"]}"."{node["alias"]}"'
    if node["resource_type"] == "seed":
        path = PROJECT / node["original_file_path"]
        types = dict(node["config"]["column_types"])
        header = csvfile.read(path, path.name).header
        return (
            f"create table {table} as from read_csv('{path}', auto_detect = false, "
            f"columns = { {name: types[name] for name in header} }, {csvfile.DUCKDB})"
        )
    if not node.get("compiled_code"):
        raise SystemExit(f"{node['name']} is not compiled in this manifest: run dbt compile")
    kind = "view" if node["config"]["materialized"] == "view" else "table"
    return f"create {kind} {table} as {node['compiled_code']}"


def main() -> None:
    """Build."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("manifest", type=Path, help="of a dbt compile, run or build")
    parser.add_argument("database", type=Path, help="the file to make")
    parser.add_argument("--models", nargs="*", default=[], help="only these, and what they need")
    parser.add_argument(
        "--inputs", help="the folder to read in place of the one that dbt compiled with"
    )
    parser.add_argument("--memory", help="DuckDB's memory_limit, as 1500MB")
    options = parser.parse_args()
    options.database.unlink(missing_ok=True)
    profile = yaml.safe_load((PROJECT / "profiles" / "profiles.yml").read_text("utf-8"))
    same = profile["provincial_targets"]["outputs"]["duckdb"]["config_options"]
    with duckdb.connect(str(options.database), config=same) as connection:
        connection.execute("set TimeZone = 'UTC'")
        if options.memory:
            connection.execute(f"set memory_limit = '{options.memory}'")
        for statement in statements(options.manifest, options.models):
            if options.inputs:
                statement = statement.replace(PLACE, options.inputs)
            connection.execute(statement)


if __name__ == "__main__":
    main()
