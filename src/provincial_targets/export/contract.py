"""Compare the published tables with their recorded schema, on which others build.

`make contract` records additions in bi/contract.json. It refuses changes that break the record
(docs/stability.md).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import duckdb

from provincial_targets.export import catalog

Shape = dict[str, Any]
"""A table: `key`, a list of columns, and `columns`, their types by name."""
Contract = dict[str, Shape]
"""Shapes by `schema.table`."""

FILE = Path("bi") / "contract.json"


def published(database: Path) -> Contract:
    """Return the contract of a published database."""
    with duckdb.connect(str(database), read_only=True) as connection:
        tables = catalog.read(connection)
    return {
        f"{table.schema}.{table.name}": {
            "key": list(table.key),
            "columns": {column.name: column.type for column in table.columns},
        }
        for table in tables
    }


def recorded(project_dir: Path) -> Contract:
    """Return the recorded contract."""
    contract: Contract = json.loads((project_dir / FILE).read_text("utf-8"))
    return contract


def old_versions(manifest: dict[str, Any]) -> dict[str, str]:
    """Return where the old version of each table with a deprecation date is published.

    Args:
        manifest: dbt's manifest.json.
    """
    latest, old = {}, {}
    for node in manifest["nodes"].values():
        if node["resource_type"] != "model" or node.get("version") is None:
            continue
        table = f"{node['schema']}.{node['alias']}"
        if node["version"] == node["latest_version"]:
            latest[node["name"]] = f"{node['schema']}.{node['name'].removesuffix('_asof')}"
        elif node.get("deprecation_date"):
            old[node["name"]] = table
    return {latest[name]: table for name, table in old.items() if name in latest}


def breaking(promised: Contract, found: Contract, old: dict[str, str]) -> list[str]:
    """Return the changes in `found` that break the recorded contract, one line each.

    Args:
        promised: The recorded contract.
        found: The published one.
        old: Where the old version of a changed table is still published (`old_versions`).
    """
    lines = []
    for table, shape in promised.items():
        faults = _faults(shape, found.get(table))
        if faults and table in old:
            faults = [f"{old[table]}: {fault}" for fault in _faults(shape, found.get(old[table]))]
        lines += [f"{table}: {fault}" for fault in faults]
    return lines


def additions(promised: Contract, found: Contract) -> list[str]:
    """Return the tables and columns of `found` that are not recorded yet."""
    lines = [f"{table}: a new table" for table in found if table not in promised]
    for table, shape in promised.items():
        columns = found.get(table, {"columns": {}})["columns"]
        lines += [f"{table}.{name}" for name in columns if name not in shape["columns"]]
    return lines


def _faults(promised: Shape, found: Shape | None) -> list[str]:
    if found is None:
        return ["the table is gone"]
    faults = []
    if promised["key"] != found["key"]:
        faults.append(f"its key was {promised['key']} and is {found['key']}")
    for name, kind in promised["columns"].items():
        now = found["columns"].get(name)
        if now is None:
            faults.append(f"column {name} is gone")
        elif now != kind:
            faults.append(f"column {name} was {kind} and is {now}")
    return faults


def main(project_dir: Path) -> int:
    """Record the published tables, unless a recorded table or column changed or is gone."""
    warehouse = project_dir / "warehouse"
    found = published(warehouse / "provincial_targets.duckdb")
    if (project_dir / FILE).exists():
        manifest = json.loads((warehouse / "dbt/target/manifest.json").read_text("utf-8"))
        faults = breaking(recorded(project_dir), found, old_versions(manifest))
        if faults:
            print(*faults, "not recorded: see docs/stability.md", sep="\n", file=sys.stderr)
            return 1
    (project_dir / FILE).write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))
