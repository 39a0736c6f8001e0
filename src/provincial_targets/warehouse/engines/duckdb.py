"""A warehouse in a DuckDB file; one rename of one link publishes a run."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import duckdb

from provincial_targets.terminal.exits import Exit, Stop
from provincial_targets.warehouse.engines.base import PUBLISHED_SCHEMAS, Query, Warehouse
from provincial_targets.warehouse.files import replace_link
from provincial_targets.warehouse.manifest import (
    MANIFEST,
    damaged_files,
    read_manifest,
    seal_files,
    write_manifest,
)
from provincial_targets.warehouse.meta import write_meta
from provincial_targets.warehouse.paths import DATABASE
from provincial_targets.warehouse.records import Record

_READ_ONLY = 0o444
_LINKS = {
    DATABASE: f"current/{DATABASE}",
    "parquet": "current/parquet",
    "data_docs": "current/gx/data_docs",
}


class DuckdbWarehouse(Warehouse):
    """A warehouse whose database is a file in its folder."""

    target: ClassVar[str] = "duckdb"
    prefix: ClassVar[str] = ""
    reads_files: ClassVar[bool] = True

    @property
    def address(self) -> str:
        """What users open."""
        return str(self.database)

    def prepare(self) -> None:
        """Make the folders and the stable links.

        Raises:
            Stop: A file of the user's own is where a link must be.
        """
        for folder in (self.runs, self.history, self.dbt):
            folder.mkdir(parents=True, exist_ok=True)
        for name, target in _LINKS.items():
            path = self.root / name
            if path.is_symlink() and os.readlink(path) == target:
                continue
            if path.exists() and not path.is_symlink():
                raise Stop(
                    Exit.CANNOT_WRITE,
                    f"{path} is in the way: the link to the published run belongs there. Move it.",
                )
            replace_link(path, target)

    def environment(self) -> dict[str, str]:
        """Name the file to build."""
        return {
            "PROVINCIAL_TARGETS_DB": str(self._candidate_database),
            "PROVINCIAL_TARGETS_SCHEMA_PREFIX": self.prefix,
        }

    def version(self) -> str:
        """Return DuckDB's version."""
        return duckdb.__version__

    def close_dbt_connections(self) -> None:
        """Close the database, which dbt keeps open (dbt-core #11980)."""
        from dbt.adapters.duckdb.connections import DuckDBConnectionManager as Manager

        if Manager._ENV is not None:
            with contextlib.suppress(Exception):
                Manager._ENV.close()
            Manager.close_all_connections()

    def first_rows(self, sql: str, count: int) -> list[dict[str, Any]]:
        """Return the first rows that a query finds in the candidate; none where it cannot run."""
        try:
            with duckdb.connect(str(self._candidate_database), read_only=True) as connection:
                rows = connection.sql(sql).limit(count)
                return [dict(zip(rows.columns, row, strict=True)) for row in rows.fetchall()]
        except duckdb.Error:
            return []

    def write_parquet(self, schemas: Iterable[str]) -> dict[str, int]:
        """Write every table of some schemas of the candidate as `parquet/<schema>/<table>.parquet`.

        Rows are written in order, so that two builds of the same inputs write the same bytes.
        """
        written = {}
        with duckdb.connect(str(self._candidate_database), read_only=True) as connection:
            for schema in schemas:
                folder = self.candidate / "parquet" / schema
                folder.mkdir(parents=True, exist_ok=True)
                for table in _tables(connection, schema):
                    path = str(folder / f"{table}.parquet").replace("'", "''")
                    row = connection.execute(
                        f'copy (from "{schema}"."{table}" order by all) '
                        f"to '{path}' (format parquet, compression zstd)"
                    ).fetchone()
                    written[f"{schema}.{table}"] = int(row[0]) if row else 0
        return written

    def drop_unpublished(self) -> None:
        """Drop the schemas of the candidate that are not published, and free their space."""
        with duckdb.connect(str(self._candidate_database)) as connection:
            rows = connection.execute(
                "select schema_name from information_schema.schemata "
                "where catalog_name = current_database() "
                "and schema_name not in ('main', 'information_schema', 'pg_catalog')"
            ).fetchall()
            for (schema,) in rows:
                if schema not in PUBLISHED_SCHEMAS:
                    connection.execute(f'drop schema "{schema}" cascade')
            connection.execute("checkpoint")

    def write_meta(self, own: Record) -> None:
        """Write the schema `meta` of the candidate from the records of all runs."""
        write_meta(self, self._candidate_database, own)

    def seal(self, run_id: str, about: dict[str, Any]) -> None:
        """Write the manifest of a finished run: `about`, and size, time and digest of each file.

        The files become read-only: whoever opened the database to write would lock out all others.
        Everything is on the disk when this returns.
        """
        run_dir = self.run_dir(run_id)
        paths = [run_dir / DATABASE, *sorted((run_dir / "parquet").rglob("*.parquet"))]
        for path in paths:
            path.chmod(_READ_ONLY)
        write_manifest(run_dir, {**about, "files": seal_files(run_dir, paths)})

    def current_run(self) -> str | None:
        """Return the id of the published run, or None where there is none."""
        try:
            return self.current.readlink().name
        except OSError:
            return None

    def switch_to(self, run_id: str) -> None:
        """Publish a sealed run, in one rename."""
        replace_link(self.current, f"runs/{run_id}")

    def damage(self, run_id: str, *, thorough: bool) -> list[str]:
        """Return what is wrong with a run's files, one line each; an empty list for a whole run.

        Args:
            run_id: The run.
            thorough: Compare every byte; otherwise a file of unchanged size and time is trusted.
        """
        run_dir = self.run_dir(run_id)
        manifest = read_manifest(run_dir)
        if manifest is None:
            return [f"{run_dir / MANIFEST} is missing or damaged"]
        found = damaged_files(run_dir, manifest["files"], thorough=thorough)
        if (run_dir / f"{DATABASE}.wal").exists():
            found.append(f"{run_dir / DATABASE}.wal: somebody wrote to the published database")
        return found

    @contextlib.contextmanager
    def open_published(self) -> Iterator[Query]:
        """Open what is published, and yield a function that queries it."""
        with duckdb.connect(str(self.database), read_only=True) as connection:

            def query(sql: str) -> list[dict[str, Any]]:
                # No bound parameters: DuckDB would import pandas to look at their types.
                rows = connection.execute(sql)
                names = [column[0] for column in rows.description]
                return [dict(zip(names, row, strict=True)) for row in rows.fetchall()]

            yield query

    @property
    def _candidate_database(self) -> Path:
        return self.candidate / DATABASE


def _tables(connection: duckdb.DuckDBPyConnection, schema: str) -> list[str]:
    """Return the names of a schema's tables."""
    # No bound parameter: DuckDB would import pandas to look at its type.
    rows = connection.execute(
        "select table_name from information_schema.tables "
        f"where table_schema = '{schema}' order by 1"
    ).fetchall()
    return [name for (name,) in rows]
