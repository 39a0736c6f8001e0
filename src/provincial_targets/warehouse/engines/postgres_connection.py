"""Connect to the server that the environment names, and report in one line why it fails."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2

from provincial_targets.terminal.exits import Exit, Stop

# The server that `make postgres` starts, as in profiles/profiles.yml.
_DEFAULTS = {
    "PGHOST": "/tmp",
    "PGPORT": "54315",
    "PGUSER": "provincial_targets",
    "PROVINCIAL_TARGETS_PGDATABASE": "provincial_targets",
}
# The text of a row is compared between sessions, so it must not depend on their settings.
_OPTIONS = (
    "-c timezone=UTC -c datestyle=ISO -c extra_float_digits=1 -c search_path= "
    "-c lock_timeout=10s"  # a reader of a schema to be dropped must not block a run for ever
)

_SERVER = "start it with 'make postgres', or name another with PGHOST and PGPORT"
_SET_UP = "let an administrator run deploy/postgres.sql"
_REMEDIES = (
    ("password authentication failed", "set PGPASSWORD to the password of this PGUSER"),
    ("no password supplied", "set PGPASSWORD to the password of this PGUSER"),
    (
        "Peer authentication failed",
        "on this socket only the server's own accounts are known: set PGHOST and PGPASSWORD",
    ),
    ("does not exist", _SET_UP),
    ("no pg_hba.conf entry", "let an administrator admit this user and address in pg_hba.conf"),
    ("permission denied", "connect as the owner of the database (PGUSER), or " + _SET_UP),
    ("must be owner", "connect as the role that published it (PGUSER)"),
    ("read-only transaction", "name a server that takes changes with PGHOST and PGPORT"),
    ("No space left on device", "make room on the server, then run again"),
    ("could not extend file", "make room on the server, then run again"),
    ("too many clients", "try again when others have disconnected"),
    ("Connection refused", _SERVER),
    ("No such file or directory", _SERVER),
    ("could not translate host name", _SERVER),
    ("timeout expired", _SERVER),
    ("closed the connection", "see why in the server's log, then run again"),
    ("terminating connection", "see why in the server's log, then run again"),
    ("the database system is", "try again when the server is up"),
)


def variables() -> dict[str, str]:
    """Return the variables by which the profile and client libraries reach the server."""
    return {name: os.environ.get(name) or default for name, default in _DEFAULTS.items()}


def address() -> str:
    """Return the address of the published database, without a password."""
    found = variables()
    host, port = found["PGHOST"], found["PGPORT"]
    database = found["PROVINCIAL_TARGETS_PGDATABASE"]
    if host.startswith("/"):
        return f"postgresql:///{database}?host={host}&port={port}"
    return f"postgresql://{host}:{port}/{database}"


@contextmanager
def connected(host: str | None = None) -> Iterator[Any]:
    """Yield a connection on which every statement is a transaction of its own.

    Args:
        host: The host to connect to, where it is not the one that the environment names.

    Raises:
        Stop: The server is not there, or refuses.
    """
    found = variables()
    try:
        connection = psycopg2.connect(
            host=host or found["PGHOST"],
            port=found["PGPORT"],
            user=found["PGUSER"],
            dbname=found["PROVINCIAL_TARGETS_PGDATABASE"],
            options=_OPTIONS,
            application_name="provincial-targets",
            connect_timeout=10,
        )
        connection.autocommit = True
        try:
            yield connection
        finally:
            connection.close()
    except psycopg2.Error as error:
        raise refusal(str(error)) from error


def refusal(error: str) -> Stop:
    """Return the message for an error of the server or the connection, with its remedy."""
    text = next((line for line in error.splitlines() if line.strip()), "no reason given")
    user = variables()["PGUSER"]
    remedy = next((what for words, what in _REMEDIES if words in error), None)
    return Stop(
        Exit.CANNOT_WRITE,
        f"cannot use {address()} as {user}: {text.strip()}; what is published stays as it was. "
        f"Remedy: {remedy or 'mend what the server says, then run again'}.",
    )


def is_refusal(text: str) -> bool:
    """Whether an error that dbt reports is a refusal of the server, not a fault of the data."""
    return any(words in text for words, _ in _REMEDIES if words != "does not exist")
