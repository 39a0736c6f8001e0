"""Each obstacle between a run and the server is one line with the remedy, and has the exit code of
a warehouse that cannot be written to.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from engines.postgres_engine import READER, Place, Server
from provincial_targets.terminal.exits import Exit
from provincial_targets.warehouse.engines.postgres import PostgresWarehouse

from helpers.forked import Forge
from helpers.small import PROJECT


@pytest.fixture
def place(forge: Forge, postgres_server: Server, tmp_path: Path) -> Place:
    """The project, and a folder without history; every run ends before it builds."""
    return Place(forge=forge, project=PROJECT, folder=tmp_path, server=postgres_server)


def refused(place: Place, *parts: str, **variables: str) -> None:
    """Check that a run is refused in one line that has these parts, and publishes nothing."""
    outcome = place.call("run", "--force", **variables)
    assert outcome.code == Exit.CANNOT_WRITE, outcome.err
    assert len(outcome.errors) == 1, outcome.err
    assert "Traceback" not in outcome.err
    for part in parts:
        assert part in outcome.errors[0], outcome.errors[0]


def test_a_server_that_is_down_is_named_with_how_to_start_it(place: Place) -> None:
    refused(place, "port=1 ", "make postgres", "PGHOST and PGPORT", PGPORT="1")


def test_a_wrong_password_is_named_and_not_shown(place: Place) -> None:
    place.server.execute("alter role provincial_targets password 'right'", user="postgres")
    over_tcp = {"PGHOST": "127.0.0.1", "PGPASSWORD": "wrong-one"}
    refused(place, "password authentication failed", "set PGPASSWORD", **over_tcp)
    assert "wrong-one" not in place.call("status", **over_tcp).err
    with place.server.empty("provincial_targets"):
        outcome = place.call("status", **{**over_tcp, "PGPASSWORD": "right"})
    assert outcome.code == Exit.NOTHING_TO_SHOW
    assert "nothing is published" in outcome.errors[0]


def test_a_database_that_is_not_there_is_named_with_the_script_that_makes_it(place: Place) -> None:
    refused(
        place,
        'database "nowhere" does not exist',
        "deploy/postgres.sql",
        PROVINCIAL_TARGETS_PGDATABASE="nowhere",
    )


@pytest.fixture
def other_database(place: Place) -> Iterator[str]:
    """Another database, which the building role does not own."""
    administrator = {"database": "postgres", "user": "postgres"}
    place.server.execute("create database other", **administrator)
    yield "other"
    place.server.execute("drop database other", **administrator)


def test_a_role_that_may_not_make_schemas_is_named(place: Place, other_database: str) -> None:
    refused(
        place,
        "provincial_targets may not make schemas",
        PROVINCIAL_TARGETS_PGDATABASE=other_database,
    )


def test_a_schema_of_somebody_elses_is_not_touched(place: Place, other_database: str) -> None:
    place.server.execute("create schema marts", database=other_database, user="postgres")
    refused(
        place,
        "the schema marts belongs to postgres",
        PROVINCIAL_TARGETS_PGDATABASE=other_database,
    )


def test_a_schema_that_no_run_has_published_is_not_moved_away(
    place: Place, other_database: str
) -> None:
    statements = ("grant create on database other to provincial_targets", "create schema marts")
    owner = "alter schema marts owner to provincial_targets"
    place.server.execute(*statements, owner, database=other_database, user="postgres")
    refused(place, "schema marts is in the way", PROVINCIAL_TARGETS_PGDATABASE=other_database)


def test_a_server_without_the_reading_role_is_named_with_the_script(place: Place) -> None:
    administrator = {"database": "postgres", "user": "postgres"}
    place.server.execute(f"alter role {READER} rename to somebody", **administrator)
    try:
        refused(place, f"there is no role {READER}", "deploy/postgres.sql")
    finally:
        place.server.execute(f"alter role somebody rename to {READER}", **administrator)


def test_a_second_run_for_the_same_database_does_not_start(place: Place) -> None:
    with closing(place.server.connect("provincial_targets")) as connection:
        connection.cursor().execute("select pg_advisory_lock(%s)", (PostgresWarehouse.lock,))
        outcome = place.call("run")
    assert outcome.code == Exit.BUSY
    assert len(outcome.errors) == 1
    assert "another run publishes to postgresql:" in outcome.errors[0]
