"""A warehouse on a Postgres server; one transaction switches to another run."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

import duckdb
import psycopg2

from provincial_targets.terminal.exits import Exit, Stop
from provincial_targets.warehouse.engines import postgres_copy
from provincial_targets.warehouse.engines.base import PUBLISHED_SCHEMAS, Query
from provincial_targets.warehouse.engines.postgres_connection import address, connected, variables
from provincial_targets.warehouse.engines.server import (
    CANDIDATE,
    READER,
    SCHEMAS,
    ServerWarehouse,
    prefix_of,
)
from provincial_targets.warehouse.manifest import read_manifest, write_manifest
from provincial_targets.warehouse.meta import write_meta
from provincial_targets.warehouse.paths import DATABASE
from provincial_targets.warehouse.records import Record

PATIENCE = 600.0
"""Seconds to wait for a moment in which nobody reads."""

# Below deadlock_timeout (1 s), so that Postgres ends no statement of a reader as a deadlock.
_SHORT_TIMEOUT = "set local statement_timeout = '500ms'"


class PostgresWarehouse(ServerWarehouse):
    """A warehouse whose database is on a server; a run's schemas have it in their comments."""

    target: ClassVar[str] = "postgres"
    lock: ClassVar[int] = 0x70726F76

    def faults(self, cursor: Any) -> list[str]:
        """Return the schemas in the way that others own, or that no run has published."""
        cursor.execute(
            "select nspname::text, pg_get_userbyid(nspowner)::text, "
            "pg_has_role(nspowner, 'usage'), coalesce(obj_description(oid), '') "
            "from pg_namespace where nspname in %s",
            (SCHEMAS,),
        )
        found = cursor.fetchall()
        return [
            f"the schema {name} belongs to {owner}; connect as that role (PGUSER)"
            for name, owner, own, _ in found
            if not own
        ] + [
            f"the schema {name} is in the way, which no run has published; rename it"
            for name, _, own, comment in found
            if own and not comment.startswith("Run ")
        ]

    def environment(self) -> dict[str, str]:
        """Name the server, its database, and the schemas to build."""
        return {**variables(), "PROVINCIAL_TARGETS_SCHEMA_PREFIX": CANDIDATE}

    def version(self) -> str:
        """Return the server's version."""
        with connected() as connection:
            return str(connection.server_version)

    def close_dbt_connections(self) -> None:
        """Close the connections that dbt keeps for each of its threads."""
        from dbt.adapters.factory import cleanup_connections

        cleanup_connections()

    def first_rows(self, sql: str, count: int) -> list[dict[str, Any]]:
        """Return the first rows that a query finds in the candidate; none where it cannot run."""
        with connected() as connection, connection.cursor() as cursor:
            try:
                cursor.execute(f"select * from (\n{sql}\n) as found limit {count}")
            except psycopg2.Error:
                return []
            return _rows(cursor)

    def write_parquet(self, schemas: Iterable[str]) -> dict[str, int]:
        """Write every table of some schemas of the candidate as `parquet/<schema>/<table>.parquet`.

        Returns:
            The rows written, by `schema.table`.
        """
        written: dict[str, int] = {}
        with connected() as connection:
            for schema in schemas:
                folder = self.candidate / "parquet" / schema
                rows = postgres_copy.to_parquet(connection, CANDIDATE + schema, folder)
                written |= {f"{schema}.{table}": count for table, count in rows.items()}
        return written

    def drop_unpublished(self) -> None:
        """Drop the schemas of the candidate that are not published, and analyze the others."""
        with connected() as connection, connection.cursor() as cursor:
            for schema in self.schemas_like(cursor, CANDIDATE):
                if schema.removeprefix(CANDIDATE) in PUBLISHED_SCHEMAS:
                    for table in postgres_copy.columns(connection, schema):
                        cursor.execute(f'analyze "{schema}"."{table}"')
                else:
                    cursor.execute(f'drop schema "{schema}" cascade')

    def write_meta(self, own: Record) -> None:
        """Write the schema `meta` into a DuckDB file, and copy it to the server."""
        database = self.candidate / DATABASE
        write_meta(self, database, own)
        with duckdb.connect(str(database), read_only=True) as made, connected() as connection:
            postgres_copy.from_duckdb(made, connection, "meta", CANDIDATE + "meta")
        database.unlink()

    def seal(self, run_id: str, about: dict[str, Any]) -> None:
        """Let readers read, name the candidate's schemas after the run, and write the manifest."""
        with connected() as connection, connection.cursor() as cursor:
            for schema in SCHEMAS:
                cursor.execute(f"grant usage on schema {CANDIDATE}{schema} to {READER}")
                cursor.execute(
                    f"grant select on all tables in schema {CANDIDATE}{schema} to {READER}"
                )
            self.name(cursor, run_id)
            tables = {
                f"{schema}.{table}": _digest(cursor, f"{prefix_of(run_id)}{schema}.{table}")
                for schema in SCHEMAS
                for table in postgres_copy.columns(connection, prefix_of(run_id) + schema)
            }
        write_manifest(self.run_dir(run_id), {**about, "files": tables})

    def damage(self, run_id: str, *, thorough: bool) -> list[str]:
        """Return what is wrong with a sealed run: missing tables; if `thorough`, changed rows."""
        manifest = read_manifest(self.run_dir(run_id))
        if manifest is None:
            return [f"the manifest of run {run_id} is missing or damaged"]
        with connected() as connection, connection.cursor() as cursor:
            published = self.run_of(cursor, SCHEMAS[0]) == run_id
            prefix = "" if published else prefix_of(run_id)
            tables = {
                f"{schema}.{table}"
                for schema in SCHEMAS
                for table in postgres_copy.columns(connection, prefix + schema)
            }
            found = [
                f"{prefix}{name} is missing" for name in manifest["files"] if name not in tables
            ]
            if thorough:
                found += [
                    f"{prefix}{name} does not hold what the run wrote"
                    for name, sealed in manifest["files"].items()
                    if name in tables and _digest(cursor, prefix + name) != sealed
                ]
        return found

    def switch_to(self, run_id: str, patience: float = PATIENCE) -> None:
        """Switch to a run in one transaction; needs a moment in which nobody reads.

        Every published table is locked first, so that no statement and no transaction of a reader
        sees tables of two runs: a reader that holds a table delays the switch, and a reader that
        waits for a table finds the new one. Each attempt to lock is short, so that readers wait
        shortly, and is repeated until all tables are free.

        Args:
            run_id: A sealed run.
            patience: Seconds after which to give up.

        Raises:
            Stop: There was no such moment.
        """
        began = time.monotonic()
        while not self._switch(run_id):
            if time.monotonic() - began > patience:
                raise Stop(Exit.CANNOT_WRITE, _readers(patience))
            time.sleep(0.2)  # Postgres does not notify of a lock that becomes free

    @contextmanager
    def open_published(self) -> Iterator[Query]:
        """Open what is published, and yield a function that queries it."""
        with connected() as connection, connection.cursor() as cursor:

            def query(sql: str) -> list[dict[str, Any]]:
                cursor.execute(sql)
                return _rows(cursor)

            yield query

    def run_of(self, cursor: Any, schema: str) -> str | None:
        """Return the run of a schema, from its comment."""
        cursor.execute("select obj_description(to_regnamespace(%s))", (schema,))
        comment = cursor.fetchone()[0] or ""
        return comment.split()[1].rstrip(".") if comment.startswith("Run ") else None

    def schemas_like(self, cursor: Any, prefix: str) -> list[str]:
        """Return the schemas whose names begin with a prefix."""
        cursor.execute(
            "select nspname::text from pg_namespace where starts_with(nspname, %s)", (prefix,)
        )
        return sorted(name for (name,) in cursor.fetchall())

    def drop(self, cursor: Any, prefix: str) -> None:
        """Drop the schemas whose names begin with a prefix."""
        for schema in self.schemas_like(cursor, prefix):
            cursor.execute(f'drop schema "{schema}" cascade')

    def name(self, cursor: Any, run_id: str) -> None:
        """Name the schemas of the candidate after its run, all of them or none."""
        statements = []
        for schema in self.schemas_like(cursor, CANDIDATE):
            name = prefix_of(run_id) + schema.removeprefix(CANDIDATE)
            statements += [
                f'alter schema "{schema}" rename to "{name}"',
                f"comment on schema \"{name}\" is 'Run {run_id}.'",
            ]
        if statements:
            cursor.execute("; ".join(statements))  # one message, one transaction

    def _switch(self, run_id: str) -> bool:
        """Try to switch to a run; False where somebody reads."""
        with connected() as connection, connection.cursor() as cursor:
            before = self.run_of(cursor, SCHEMAS[0])
            tables = [
                f'"{schema}"."{table}"'
                for schema in SCHEMAS
                for table in postgres_copy.columns(connection, schema)
            ]
            # A reader that holds one table and waits for another that is locked here blocks the
            # switch. Locking in the order in which readers read avoids that; it is unknown, so try
            # at random.
            random.shuffle(tables)
            connection.autocommit = False
            if before is not None:
                try:
                    cursor.execute(_SHORT_TIMEOUT)
                    cursor.execute(f"lock table {', '.join(tables)} in access exclusive mode")
                    cursor.execute("set local statement_timeout = 0")
                except (psycopg2.errors.QueryCanceled, psycopg2.errors.DeadlockDetected):
                    connection.rollback()
                    return False
            for schema in SCHEMAS:
                if before is not None:
                    cursor.execute(f"alter schema {schema} rename to {prefix_of(before)}{schema}")
                cursor.execute(f"alter schema {prefix_of(run_id)}{schema} rename to {schema}")
            connection.commit()
        return True


def _rows(cursor: Any) -> list[dict[str, Any]]:
    """Return what a query found, each row with its values by column."""
    names = [column.name for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _digest(cursor: Any, table: str) -> dict[str, Any]:
    """Return the number of rows of a table, and a digest of their content."""
    cursor.execute(
        "select count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text "
        f"from {table} as t"
    )
    rows, digest = cursor.fetchone()
    return {"rows": rows, "digest": digest}


def _readers(patience: float) -> str:
    """Return a message that names the sessions which kept the published tables locked."""
    with connected() as connection, connection.cursor() as cursor:
        cursor.execute(
            "select distinct pid, usename "
            "from pg_locks join pg_stat_activity using (pid) "
            "join pg_class on pg_class.oid = relation "
            "where relnamespace::regnamespace::text in %s and pid <> pg_backend_pid() order by 1",
            (SCHEMAS,),
        )
        found = [f"process {pid} ({who})" for pid, who in cursor.fetchall()]
    return (
        f"{address()} was read without a pause for {patience:.0f} s, so nothing was published; "
        f"reading now: {', '.join(found) or 'nobody'}. End those sessions, or run again."
    )
