"""The marts on a Postgres server that the tests start for themselves."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2

from engines.building import PROJECT, dbt_build
from engines.comparing import SCHEMAS, Tables
from provincial_targets.warehouse.engines.postgres_copy import columns, to_parquet

from helpers.command import Outcome, environment
from helpers.forked import Forge

SCRIPT = PROJECT / "deploy" / "postgres.sh"
SCRATCH = "provincial_targets_scratch"
READER = "provincial_targets_reader"


@dataclass(frozen=True)
class Server:
    """A running server, by the variables that a client needs to reach it."""

    variables: dict[str, str]

    def environment(self) -> dict[str, str]:
        """Return the environment of a command that connects to it."""
        return environment(**self.variables)

    def control(self, action: str, *, check: bool = True) -> None:
        """Start or stop it, by the project's own script."""
        subprocess.run([str(SCRIPT), action], env=self.environment(), check=check)

    def connect(self, database: str, user: str = "provincial_targets") -> Any:
        """Return a connection."""
        return psycopg2.connect(
            host=self.variables["PGHOST"],
            port=self.variables["PGPORT"],
            user=user,
            dbname=database,
        )

    def rows(
        self,
        sql: str,
        *values: object,
        database: str = "provincial_targets",
        user: str = "provincial_targets",
    ) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        with closing(self.connect(database, user)) as connection, connection.cursor() as cursor:
            cursor.execute(sql, values)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows

    def execute(
        self,
        *statements: str,
        database: str = "provincial_targets",
        user: str = "provincial_targets",
    ) -> None:
        """Run statements, each in a transaction of its own."""
        with closing(self.connect(database, user)) as connection:
            connection.autocommit = True
            for statement in statements:
                connection.cursor().execute(statement)

    @contextmanager
    def empty(self, database: str) -> Iterator[None]:
        """Replace a database by an empty one, and restore it at the end."""
        administrator = {"database": "postgres", "user": "postgres"}
        away = f"{database}_away"
        self.execute(
            f"alter database {database} rename to {away}",
            f"create database {database} owner provincial_targets",
            **administrator,
        )
        try:
            yield
        finally:
            self.execute(
                f"drop database {database} with (force)",
                f"alter database {away} rename to {database}",
                **administrator,
            )


@contextmanager
def started() -> Iterator[Server]:
    """Start a server on a free port with empty data, and stop it in the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    # The server's user may not enter the folder of pytest.
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    folder.chmod(0o755)
    variables = {
        "PGHOST": "/tmp",
        "PGPORT": port,
        "PROVINCIAL_TARGETS_PGDATA": str(folder / "data"),
    }
    server = Server(variables)
    try:
        server.control("start")
        yield server
    finally:
        server.control("stop", check=False)
        shutil.rmtree(folder, ignore_errors=True)


def build(server: Server, folder: Path, project: Path) -> Tables:
    """Build, export, and return the tables."""
    dbt_build("postgres", folder, project=project, **server.variables)
    types = {}
    connection = server.connect(SCRATCH)
    try:
        for schema in SCHEMAS:
            for table, kinds in columns(connection, schema).items():
                types |= {(f"{schema}.{table}", name): kind for name, kind in kinds.items()}
            to_parquet(connection, schema, folder / "parquet" / schema)
    finally:
        connection.close()
    return Tables("postgres", folder / "parquet", types)


@dataclass(kw_only=True)
class Place:
    """A project, the folder of its warehouse, and the server to publish to."""

    forge: Forge
    project: Path
    folder: Path
    server: Server

    def call(self, *words: str, **extra: str) -> Outcome:
        """Run a command on the server."""
        where = {**self.server.variables, **extra}
        return self.forge.call(self.project, self.folder, *words, "--target", "postgres", **where)

    def published(self) -> str | None:
        """Return the run that is published on the server."""
        ((comment,),) = self.server.rows("select obj_description('marts'::regnamespace)")
        return str(comment).removeprefix("Run ").removesuffix(".")

    def schemas(self) -> set[str]:
        """Return the schemas that runs made."""
        rows = self.server.rows(
            "select nspname::text from pg_namespace where nspname !~ '^(pg_|information|public)'"
        )
        return {name for (name,) in rows}
