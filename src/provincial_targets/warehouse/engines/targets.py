"""Which engine holds the warehouse of a target of dbt."""

from __future__ import annotations

from pathlib import Path

from provincial_targets.terminal.exits import Exit, Stop
from provincial_targets.warehouse.engines.base import Warehouse

TARGETS = ("duckdb", "postgres")


def warehouse_of(target: str, root: Path) -> Warehouse:
    """Return the warehouse that a target builds; only its own engine is imported.

    Args:
        target: One of `TARGETS`.
        root: The folder of all warehouses; that of DuckDB lies in it, every other below it.

    Raises:
        Stop: What the target needs is not installed.
    """
    if target == "duckdb":
        from provincial_targets.warehouse.engines.duckdb import DuckdbWarehouse

        return DuckdbWarehouse(root)
    try:
        from provincial_targets.warehouse.engines.postgres import PostgresWarehouse
    except ModuleNotFoundError as error:
        raise Stop(
            Exit.USAGE,
            f"{error.name} is not installed, which the target {target} needs; "
            f"run: pip install 'provincial-targets[{target}]'",
        ) from error
    return PostgresWarehouse(root / target)
