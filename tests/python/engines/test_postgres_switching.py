"""The switch from one run to another on Postgres, with made-up runs: many times under readers;
kept, pruned, damaged.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from engines.postgres_engine import READER, Server
from engines.reading import reading
from provincial_targets.terminal.exits import Exit, Stop
from provincial_targets.warehouse import records
from provincial_targets.warehouse.engines.postgres import SCHEMAS, PostgresWarehouse
from provincial_targets.warehouse.rollback import delete_old_runs, roll_back

PREFIX = PostgresWarehouse.prefix
SWITCHES = 40
TABLES = ("told", "known", "runs")


@pytest.fixture
def warehouse(
    postgres_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[PostgresWarehouse]:
    """An empty database, and a folder beside it."""
    monkeypatch.setenv("PROVINCIAL_TARGETS_PGDATABASE", "provincial_targets")
    for name, value in postgres_server.variables.items():
        monkeypatch.setenv(name, value)
    with postgres_server.empty("provincial_targets"):
        warehouse = PostgresWarehouse(tmp_path / "postgres")
        warehouse.prepare()
        yield warehouse


def make(warehouse: PostgresWarehouse, server: Server, result: str = records.PUBLISHED) -> str:
    """Make a run whose every table holds its id; publish it, where that is the result."""
    record = warehouse.start_record("run")
    warehouse.open_candidate(record.run_id)
    statements = [
        f"create schema {PREFIX}{schema}; "
        + "".join(
            f"create table {PREFIX}{schema}.{table} as select '{record.run_id}'::text as run_id; "
            for table in TABLES
        )
        for schema in SCHEMAS
    ]
    server.execute(*statements)
    if result == records.PUBLISHED:
        warehouse.seal(record.run_id, {"run_id": record.run_id})
        warehouse.switch_to(record.run_id)
    warehouse.close_candidate()
    record.result = result
    records.write(warehouse, record)
    return record.run_id


def told(server: Server, schema: str = "marts") -> str:
    """Return the run whose id a table holds, as a reader sees it."""
    ((run_id,),) = server.rows(f"select run_id from {schema}.told", user=READER)
    return str(run_id)


def test_readers_see_no_error_and_no_mixture_in_many_switches(
    warehouse: PostgresWarehouse, postgres_server: Server
) -> None:
    first = make(warehouse, postgres_server)
    cells = [
        f"(select run_id from {schema}.{table})"
        # In another order than that of the schemas, as readers begin anywhere.
        for schema, table in (("meta", "runs"), ("marts", "told"), ("marts_asof", "known"))
    ]
    with reading(postgres_server.variables, *cells, pause=0.01) as readers:
        second = make(warehouse, postgres_server)
        for _ in range(SWITCHES // 2):
            warehouse.switch_to(first)
            warehouse.switch_to(second)
    assert len(readers) == 5
    for reader in readers:
        assert reader["error"] is None
        seen = {tuple(cells) for *cells, _ in reader["seen"]}
        assert seen == {(first,) * 3, (second,) * 3}, reader


def test_a_roll_back_is_a_switch_too(warehouse: PostgresWarehouse, postgres_server: Server) -> None:
    first, second = (make(warehouse, postgres_server) for _ in range(2))
    assert told(postgres_server) == warehouse.current_run() == second
    assert roll_back(warehouse, None) == first
    assert told(postgres_server) == told(postgres_server, "meta") == first
    assert roll_back(warehouse, second) == second
    assert told(postgres_server, "marts_asof") == second


def test_a_kept_run_that_somebody_changed_is_not_returned_to(
    warehouse: PostgresWarehouse, postgres_server: Server
) -> None:
    first, _ = (make(warehouse, postgres_server) for _ in range(2))
    postgres_server.execute("update run_000001_marts.told set run_id = 'other'")
    assert warehouse.damage(first, thorough=False) == []
    with pytest.raises(Stop, match=r"run_000001_marts\.told does not hold what the run wrote"):
        roll_back(warehouse, None)
    postgres_server.execute("drop table run_000001_marts.told")
    assert warehouse.damage(first, thorough=False) == ["run_000001_marts.told is missing"]


def test_the_last_good_runs_and_two_others_are_kept(
    warehouse: PostgresWarehouse, postgres_server: Server
) -> None:
    results = ["published", "checks_failed", "published", "checks_failed", "interrupted"]
    ids = [make(warehouse, postgres_server, result) for result in [*results, "published"]]
    delete_old_runs(warehouse, keep=2)
    assert warehouse.run_ids() == [ids[2], ids[3], ids[4], ids[5]]
    rows = postgres_server.rows("select nspname::text from pg_namespace where nspname ~ '^run_'")
    kept = {name.split("_")[1] for (name,) in rows}
    assert kept == {"000003", "000004", "000005"}  # the sixth is published


def test_runs_are_known_though_their_folder_is_lost(
    warehouse: PostgresWarehouse, postgres_server: Server, tmp_path: Path
) -> None:
    ids = [make(warehouse, postgres_server) for _ in range(2)]
    other = PostgresWarehouse(tmp_path / "elsewhere")
    other.prepare()
    assert other.run_ids() == ids
    assert other.current_run() == ids[1]
    assert other.start_record("run").run_id.startswith("000003-")
    assert other.damage(ids[1], thorough=False) == [
        f"the manifest of run {ids[1]} is missing or damaged"
    ]


def test_the_next_run_removes_what_a_killed_run_left(
    warehouse: PostgresWarehouse, postgres_server: Server
) -> None:
    first = make(warehouse, postgres_server)
    killed = warehouse.start_record("run")
    warehouse.open_candidate(killed.run_id)
    postgres_server.execute(
        f"create schema {PREFIX}marts",
        f"create schema {PREFIX}staging",
    )
    warehouse.close_killed_runs()
    assert told(postgres_server) == first
    assert make(warehouse, postgres_server) == told(postgres_server)


def test_whoever_never_stops_reading_is_named_and_nothing_is_published(
    warehouse: PostgresWarehouse, postgres_server: Server
) -> None:
    first, second = (make(warehouse, postgres_server) for _ in range(2))
    with closing(postgres_server.connect("provincial_targets", READER)) as connection:
        connection.cursor().execute("select count(*) from marts.told")
        with pytest.raises(Stop, match=f"reading now: process .* \\({READER}\\)") as stopped:
            warehouse.switch_to(first, patience=0)
    assert stopped.value.code is Exit.CANNOT_WRITE
    assert told(postgres_server) == second
