"""What a run needs of the engine that it builds on; `publishing` is DuckDB, `postgres.publishing`
Postgres.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from provincial_targets.warehouse.paths import Warehouse
    from provincial_targets.warehouse.records import Record

PUBLISHED_SCHEMAS = ("marts", "marts_asof")
"""What users see of what dbt builds; the rest is scaffolding."""

Ask = Callable[[str], list[tuple[Any, ...]]]
"""Runs a query and returns its rows."""


class Engine(Protocol):
    """The functions of an engine's module."""

    @property
    def PREFIX(self) -> str:
        """What a candidate's schemas are called before their name."""

    def environment(self, warehouse: Warehouse) -> dict[str, str]:
        """Return what dbt's profile reads from the environment to build the candidate."""

    def version(self) -> str:
        """Return the version of the engine that builds."""

    def let_go(self) -> None:
        """Close what dbt keeps open in the process that called it."""

    def examples(self, warehouse: Warehouse, sql: str, count: int) -> list[dict[str, Any]]:
        """Return the first rows that a query finds in the candidate; none where it cannot run."""

    def export(self, run_dir: Path, schemas: Iterable[str]) -> dict[str, int]:
        """Write every table of some schemas of the candidate as `parquet/<schema>/<table>.parquet`.

        Returns:
            The rows written, by `schema.table`.
        """

    def drop_scaffolding(self, run_dir: Path) -> None:
        """Keep only what users see of the candidate."""

    def write_meta(self, warehouse: Warehouse, run_dir: Path, own: Record) -> None:
        """Write the schema `meta` of the candidate from the records of all runs.

        Args:
            warehouse: Whose history to show.
            run_dir: The candidate.
            own: The candidate's own record, as it will be once published.
        """

    def reading(self, warehouse: Warehouse) -> AbstractContextManager[Ask]:
        """Open what is published, to ask."""
