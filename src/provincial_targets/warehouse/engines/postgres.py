"""What a Postgres server has published, and the one transaction that switches to another run.

The folder of such a warehouse holds what is no reader's business: records, logs, Parquet files as
they were judged, manifests. What is published, and as which run, the server alone knows.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import psycopg2

from provincial_targets.terminal.exits import Exit, Stop
from provincial_targets.warehouse.engines import postgres_copy
from provincial_targets.warehouse.engines.base import PUBLISHED_SCHEMAS, Engine
from provincial_targets.warehouse.engines.postgres_building import PREFIX, schemas_like
from provincial_targets.warehouse.engines.postgres_connection import (
    address,
    connected,
    is_refusal,
    refusal,
    variables,
)
from provincial_targets.warehouse.manifest import read_manifest, write_manifest
from provincial_targets.warehouse.paths import Warehouse

SCHEMAS = (*PUBLISHED_SCHEMAS, "meta")
READER = "provincial_targets_reader"
PATIENCE = 600.0
"""Seconds to wait for a moment in which nobody reads."""

_LOCK = 0x70726F76  # any number that no other program locks in this database
# Below deadlock_timeout (1 s): whoever waits for us while we wait for him is never told to give up.
_ASKING = "set local statement_timeout = '500ms'"


class PostgresWarehouse(Warehouse):
    """A warehouse whose database is on a server; `root` is the folder beside it."""

    target: ClassVar[str] = "postgres"

    @property
    def engine(self) -> Engine:
        """What builds and reads its database."""

        from provincial_targets.warehouse.engines import postgres_building

        return postgres_building

    @property
    def address(self) -> str:
        """What users open."""
        return address()

    def refusal(self, text: str) -> Stop | None:
        """Return what to tell the user where an error's text is that the server refuses."""
        return refusal(text) if is_refusal(text) else None

    def kept(self, run_id: str) -> str:
        """Say where the candidate of a run is kept that did not pass."""
        return f"the schemas {_prefix(run_id)}* of {address()}"

    @contextmanager
    def exclusively(self) -> Iterator[None]:
        """Keep out runs that publish to the same database from other folders or machines.

        Raises:
            Stop: One is in progress, or the server is not there.
        """
        with connected() as connection, connection.cursor() as cursor:
            cursor.execute("select pg_try_advisory_lock(%s)", (_LOCK,))
            if not cursor.fetchone()[0]:
                raise Stop(
                    Exit.BUSY,
                    f"another run publishes to {address()}; nothing was started. "
                    "Try again when it has ended.",
                )
            yield

    def prepare(self) -> None:
        """Make the folders, and see that the server would let a run publish.

        Raises:
            Stop: It would not.
        """
        for folder in (self.runs, self.history, self.dbt):
            folder.mkdir(parents=True, exist_ok=True)
        with connected() as connection, connection.cursor() as cursor:
            cursor.execute("select has_database_privilege(current_database(), 'create')")
            may_create = cursor.fetchone()[0]
            cursor.execute(
                "select nspname::text, pg_get_userbyid(nspowner)::text, "
                "pg_has_role(nspowner, 'usage'), coalesce(obj_description(oid), '') "
                "from pg_namespace where nspname in %s",
                (SCHEMAS,),
            )
            found = cursor.fetchall()
            cursor.execute("select count(*) from pg_roles where rolname = %s", (READER,))
            has_reader = cursor.fetchone()[0]
        user = variables()["PGUSER"]
        faults = [
            f"the schema {name} belongs to {owner}; connect as that role (PGUSER)"
            for name, owner, own, _ in found
            if not own
        ] + [
            f"the schema {name} is in the way, which no run has published; rename it"
            for name, _, own, comment in found
            if own and not comment.startswith("Run ")
        ]
        if not may_create:
            faults.append(f"{user} may not make schemas; let an administrator grant create to it")
        if not has_reader:
            faults.append(f"there is no role {READER}; run deploy/postgres.sql as administrator")
        if faults:
            raise Stop(Exit.CANNOT_WRITE, f"cannot publish to {address()}: {faults[0]}.")

    def current_run(self) -> str | None:
        """Return the id of the run that the server has published."""
        with connected() as connection, connection.cursor() as cursor:
            return _run_of(cursor, SCHEMAS[0])

    def run_ids(self) -> list[str]:
        """Return the ids of all runs of which the folder or the server has something."""
        with connected() as connection, connection.cursor() as cursor:
            names = [*SCHEMAS, *schemas_like(cursor, "run_")]
            found = {_run_of(cursor, name) for name in names} - {None}
        return sorted({*super().run_ids(), *(run for run in found if run)})

    def begin(self, run_id: str) -> Path:
        """Make a run's directory, and remove what a killed run has left in the schemas to build."""
        with connected() as connection, connection.cursor() as cursor:
            _drop(cursor, PREFIX)
        return super().begin(run_id)

    def end(self) -> None:
        """Keep the schemas of a candidate that did not get as far as being published."""
        if self.candidate.is_symlink():
            with connected() as connection, connection.cursor() as cursor:
                _name(cursor, self.candidate.readlink().name)
        super().end()

    def seal(self, run_id: str, about: dict[str, Any]) -> None:
        """Let readers in, name the candidate's schemas after the run, and write down their rows."""
        with connected() as connection, connection.cursor() as cursor:
            for schema in SCHEMAS:
                cursor.execute(f"grant usage on schema {PREFIX}{schema} to {READER}")
                cursor.execute(f"grant select on all tables in schema {PREFIX}{schema} to {READER}")
            _name(cursor, run_id)
            tables = {
                f"{schema}.{table}": _digest(cursor, f"{_prefix(run_id)}{schema}.{table}")
                for schema in SCHEMAS
                for table in postgres_copy.columns(connection, _prefix(run_id) + schema)
            }
        write_manifest(self.run_dir(run_id), {**about, "files": tables})

    def damage(self, run_id: str, *, thorough: bool) -> list[str]:
        """Return what is wrong with a sealed run: lost tables, and `thorough`ly other rows."""
        manifest = read_manifest(self.run_dir(run_id))
        if manifest is None:
            return [f"the manifest of run {run_id} is missing or damaged"]
        with connected() as connection, connection.cursor() as cursor:
            published = _run_of(cursor, SCHEMAS[0]) == run_id
            prefix = "" if published else _prefix(run_id)
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

    def publish(self, run_id: str, patience: float = PATIENCE) -> None:
        """Switch to a run in one transaction; needs a moment in which nobody reads.

        Every published table is locked first. So no statement and no transaction of a reader sees
        tables of two runs: it has one of the old tables, and we wait; or it waits for us, and finds
        the new ones. We ask for the locks only shortly, so that nobody waits for long, and again
        until all are free.

        Args:
            run_id: A sealed run.
            patience: Seconds after which to give up.

        Raises:
            Stop: There was no such moment.
        """
        began = time.monotonic()
        while not _switch(run_id):
            if time.monotonic() - began > patience:
                raise Stop(Exit.CANNOT_WRITE, _readers(patience))
            time.sleep(0.2)  # no condition to wait on: a lock is free or it is not

    def remove(self, run_id: str) -> None:
        """Delete what folder and server have of a run."""
        with connected() as connection, connection.cursor() as cursor:
            if self.candidate.is_symlink() and self.candidate.readlink().name == run_id:
                _drop(cursor, PREFIX)
            _drop(cursor, _prefix(run_id))
        super().remove(run_id)


def _prefix(run_id: str) -> str:
    return f"run_{run_id[:6]}_"


def _run_of(cursor: Any, schema: str) -> str | None:
    """Return the run that a schema is of, as its comment says."""
    cursor.execute("select obj_description(to_regnamespace(%s))", (schema,))
    comment = cursor.fetchone()[0] or ""
    return comment.split()[1].rstrip(".") if comment.startswith("Run ") else None


def _drop(cursor: Any, prefix: str) -> None:
    for schema in schemas_like(cursor, prefix):
        cursor.execute(f'drop schema "{schema}" cascade')


def _name(cursor: Any, run_id: str) -> None:
    """Name the schemas of the candidate after its run, all of them or none."""
    statements = [
        f'alter schema "{schema}" rename to "{_prefix(run_id)}{schema.removeprefix(PREFIX)}"; '
        f"comment on schema \"{_prefix(run_id)}{schema.removeprefix(PREFIX)}\" is 'Run {run_id}.'"
        for schema in schemas_like(cursor, PREFIX)
    ]
    if statements:
        cursor.execute("; ".join(statements))  # one message, one transaction


def _digest(cursor: Any, table: str) -> dict[str, Any]:
    """Return the rows of a table and a number that depends on each of them."""
    cursor.execute(
        "select count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text "
        f"from {table} as t"
    )
    rows, digest = cursor.fetchone()
    return {"rows": rows, "digest": digest}


def _switch(run_id: str) -> bool:
    """Try to switch to a run; False where somebody reads."""
    with connected() as connection, connection.cursor() as cursor:
        before = _run_of(cursor, SCHEMAS[0])
        tables = [
            f'"{schema}"."{table}"'
            for schema in SCHEMAS
            for table in postgres_copy.columns(connection, schema)
        ]
        # A reader who holds one table and wants another that we have locked keeps us waiting in
        # vain. There is none where we begin with the table that readers begin with: try all.
        random.shuffle(tables)
        connection.autocommit = False
        if before is not None:
            try:
                cursor.execute(_ASKING)
                cursor.execute(f"lock table {', '.join(tables)} in access exclusive mode")
                cursor.execute("set local statement_timeout = 0")
            except (psycopg2.errors.QueryCanceled, psycopg2.errors.DeadlockDetected):
                connection.rollback()
                return False
        for schema in SCHEMAS:
            if before is not None:
                cursor.execute(f"alter schema {schema} rename to {_prefix(before)}{schema}")
            cursor.execute(f"alter schema {_prefix(run_id)}{schema} rename to {schema}")
        connection.commit()
    return True


def _readers(patience: float) -> str:
    """Say who did not let go of the published tables."""
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
