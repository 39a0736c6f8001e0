"""The marts on a Postgres server that the tests start for themselves."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2

from engines.building import PROJECT, dbt_build
from engines.comparing import SCHEMAS, Tables
from provincial_targets.postgres.exporting import columns, export

SCRIPT = PROJECT / "deploy" / "postgres.sh"


@dataclass(frozen=True)
class Server:
    """A running server, by what a client's environment must hold to reach it."""

    variables: dict[str, str]

    def connect(self, database: str, user: str = "provincial_targets") -> Any:
        """Return a connection."""
        return psycopg2.connect(
            host=self.variables["PGHOST"],
            port=self.variables["PGPORT"],
            user=user,
            dbname=database,
        )


@contextmanager
def started() -> Iterator[Server]:
    """Start a server on a free port with empty data, and stop it in the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    # Not pytest's own folder: the server's user may not enter it.
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    folder.chmod(0o755)
    variables = {
        "PGHOST": "/tmp",
        "PGPORT": port,
        "PROVINCIAL_TARGETS_PGDATA": str(folder / "data"),
    }
    called = {"env": {**os.environ, **variables}, "check": True}
    try:
        subprocess.run([str(SCRIPT), "start"], **called)
        yield Server(variables)
    finally:
        subprocess.run([str(SCRIPT), "stop"], **{**called, "check": False})
        shutil.rmtree(folder, ignore_errors=True)


def build(server: Server, folder: Path) -> Tables:
    """Build, export, and return the tables."""
    dbt_build("postgres", folder, **server.variables)
    types = {}
    connection = server.connect("provincial_targets_scratch")
    try:
        for schema in SCHEMAS:
            for table, kinds in columns(connection, schema).items():
                types |= {(f"{schema}.{table}", name): kind for name, kind in kinds.items()}
            export(connection, schema, folder / "parquet" / schema)
    finally:
        connection.close()
    return Tables("postgres", folder / "parquet", types)
