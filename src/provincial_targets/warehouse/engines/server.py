"""What warehouses share that publish on a Postgres server: their schemas, and one run at a time.

    marts, marts_asof, meta       what is published
    candidate_<schema>            while a run builds
    run_<number>_<schema>         what was published before, and candidates that did not pass

Their folder holds records, logs, manifests and the Parquet files that were checked. Which run is
published stands on the server alone.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from provincial_targets.terminal.exits import Exit, Stop
from provincial_targets.warehouse.engines.base import PUBLISHED_SCHEMAS, Warehouse
from provincial_targets.warehouse.engines.postgres_connection import (
    address,
    connected,
    is_refusal,
    refusal,
    variables,
)

SCHEMAS = (*PUBLISHED_SCHEMAS, "meta")
READER = "provincial_targets_reader"
CANDIDATE = "candidate_"


class ServerWarehouse(Warehouse):
    """A warehouse whose runs are on a server; `root` is the folder beside it."""

    prefix: ClassVar[str] = CANDIDATE
    lock: ClassVar[int]
    """Any number that no other program locks in this database."""

    @property
    def address(self) -> str:
        """What users open."""
        return address()

    def refusal(self, text: str) -> Stop | None:
        """Return the message for the user if an error's text is a refusal of the server."""
        return refusal(text) if is_refusal(text) else None

    def candidate_address(self, run_id: str) -> str:
        """Return where a candidate is kept that did not pass its checks."""
        return f"the schemas {prefix_of(run_id)}* of {self.address}"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep out other commands, also those on other machines that publish to this database.

        Raises:
            Stop: One is in progress, or the server is not there.
        """
        with super().locked(), connected() as connection, connection.cursor() as cursor:
            cursor.execute("select pg_try_advisory_lock(%s)", (self.lock,))
            if not cursor.fetchone()[0]:
                raise Stop(
                    Exit.BUSY,
                    f"another run publishes to {self.address}; nothing was started. "
                    "Try again when it has ended.",
                )
            yield

    def prepare(self) -> None:
        """Make the folders, and check that the server allows a run to publish.

        Raises:
            Stop: It does not.
        """
        for folder in (self.runs, self.history, self.dbt):
            folder.mkdir(parents=True, exist_ok=True)
        with connected() as connection, connection.cursor() as cursor:
            faults = self.faults(cursor)
            cursor.execute("select has_database_privilege(current_database(), 'create')")
            if not cursor.fetchone()[0]:
                user = variables()["PGUSER"]
                faults.append(
                    f"{user} may not make schemas; let an administrator grant create to it"
                )
            cursor.execute("select count(*) from pg_roles where rolname = %s", (READER,))
            if not cursor.fetchone()[0]:
                faults.append(
                    f"there is no role {READER}; run deploy/postgres.sql as administrator"
                )
        if faults:
            raise Stop(Exit.CANNOT_WRITE, f"cannot publish to {self.address}: {faults[0]}.")

    def current_run(self) -> str | None:
        """Return the id of the run that the server has published."""
        with connected() as connection, connection.cursor() as cursor:
            return self.run_of(cursor, SCHEMAS[0])

    def run_ids(self) -> list[str]:
        """Return the ids of all runs with files in the folder or schemas on the server."""
        with connected() as connection, connection.cursor() as cursor:
            names = [*SCHEMAS, *self.schemas_like(cursor, "run_")]
            found = {self.run_of(cursor, name) for name in names} - {None}
        return sorted({*super().run_ids(), *(run for run in found if run)})

    def open_candidate(self, run_id: str) -> Path:
        """Make a run's directory, and drop what a killed run has left in the schemas to build."""
        with connected() as connection, connection.cursor() as cursor:
            self.drop(cursor, CANDIDATE)
        return super().open_candidate(run_id)

    def close_candidate(self) -> None:
        """Name the schemas of a candidate that was not published after its run, to keep them."""
        if self.candidate.is_symlink():
            with connected() as connection, connection.cursor() as cursor:
                self.name(cursor, self.candidate.readlink().name)
        super().close_candidate()

    def remove(self, run_id: str) -> None:
        """Delete a run's directory and schemas."""
        with connected() as connection, connection.cursor() as cursor:
            if self.candidate.is_symlink() and self.candidate.readlink().name == run_id:
                self.drop(cursor, CANDIDATE)
            self.drop(cursor, prefix_of(run_id))
        super().remove(run_id)

    @abstractmethod
    def faults(self, cursor: Any) -> list[str]:
        """Return what prevents a run from publishing, worst first."""

    @abstractmethod
    def run_of(self, cursor: Any, schema: str) -> str | None:
        """Return the run of a schema."""

    @abstractmethod
    def schemas_like(self, cursor: Any, prefix: str) -> list[str]:
        """Return the schemas whose names begin with a prefix."""

    @abstractmethod
    def drop(self, cursor: Any, prefix: str) -> None:
        """Drop the schemas whose names begin with a prefix."""

    @abstractmethod
    def name(self, cursor: Any, run_id: str) -> None:
        """Name the schemas of the candidate after its run, all of them or none."""


def prefix_of(run_id: str) -> str:
    """Return the prefix of the names of a run's schemas."""
    return f"run_{run_id[:6]}_"
