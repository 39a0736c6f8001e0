"""Which engine holds the warehouse of a target."""

from __future__ import annotations

from pathlib import Path

from provincial_targets.warehouse.engines.base import Warehouse, missing

TARGETS = ("duckdb", "postgres", "spark", "spark_cluster")


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
    extra = target.removesuffix("_cluster")
    try:
        if extra == "postgres":
            from provincial_targets.warehouse.engines.postgres import PostgresWarehouse

            return PostgresWarehouse(root / extra)
        from provincial_targets.warehouse.engines.spark import SparkWarehouse

        return SparkWarehouse(root / extra, on_cluster=target != extra)
    except ModuleNotFoundError as error:
        raise missing(error.name, extra) from error
