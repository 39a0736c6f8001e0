"""The switch from one run to another in the catalogue of Iceberg, with made-up runs: many times
under readers; kept, pruned, damaged, killed.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from engines.postgres_engine import READER, Server
from provincial_targets.terminal.exits import Stop
from provincial_targets.warehouse import records
from provincial_targets.warehouse.engines.base import PUBLISHED_SCHEMAS
from provincial_targets.warehouse.engines.server import CANDIDATE, SCHEMAS
from provincial_targets.warehouse.engines.spark import SparkWarehouse
from provincial_targets.warehouse.rollback import delete_old_runs, roll_back

SWITCHES = 20
TABLES = ("told", "known", "runs")
POINTERS = (
    "select table_namespace, table_name, metadata_location from spark_catalogue.iceberg_tables "
    "where table_namespace in ('marts', 'marts_asof', 'meta')"
)


@pytest.fixture
def warehouse(
    catalogue: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SparkWarehouse]:
    """An empty catalogue, and a folder beside it."""
    monkeypatch.setenv("PROVINCIAL_TARGETS_PGDATABASE", "provincial_targets")
    for name, value in catalogue.variables.items():
        monkeypatch.setenv(name, value)
    with catalogue.empty("provincial_targets"):
        warehouse = SparkWarehouse(tmp_path / "spark")
        warehouse.prepare_catalogue()
        yield warehouse


def make(
    warehouse: SparkWarehouse,
    server: Server,
    result: str = records.PUBLISHED,
    at: Callable[[str], None] = lambda moment: None,
) -> str:
    """Make a run whose every table holds its id; publish it, where that is the result.

    Args:
        warehouse: Where.
        server: The server with its catalogue.
        result: How the run ends.
        at: Called with the name of each moment.
    """
    at("before it starts")
    record = warehouse.start_record("run")
    at("with a record")
    run_dir = warehouse.open_candidate(record.run_id)
    at("with a folder")
    for schema in ("staging", *PUBLISHED_SCHEMAS):
        write(schema, run_dir, server)
        at(f"with the schema {schema}")
    if result == records.PUBLISHED:
        warehouse.drop_unpublished()
        at("reduced")
        write("meta", run_dir, server)
        at("with the schema meta")
        warehouse.seal(record.run_id, {"run_id": record.run_id})
        at("sealed")
        warehouse.switch_to(record.run_id)
        at("switched")
    warehouse.close_candidate()
    at("closed")
    record.result = result
    records.write(warehouse, record)
    return record.run_id


def write(schema: str, run_dir: Path, server: Server) -> None:
    """Make a schema of the candidate, as Spark does: files, and rows that name them."""
    name = CANDIDATE + schema
    statements = [
        "insert into spark_catalogue.iceberg_namespace_properties "
        f"values ('provincial_targets', '{name}', 'exists', 'true')"
    ]
    for table in TABLES:
        pointer = run_dir / "tables" / name / table / "metadata.json"
        pointer.parent.mkdir(parents=True)
        pointer.write_text(run_dir.name, "utf-8")
        statements.append(
            "insert into spark_catalogue.iceberg_tables "
            f"values ('provincial_targets', '{name}', '{table}', '{pointer}', null, 'TABLE')"
        )
    server.execute(*statements)


def told(rows: list[tuple[Any, ...]]) -> set[str]:
    """Return the runs whose ids the tables hold."""
    return {Path(pointer).read_text("utf-8") for _, _, pointer in rows}


def test_readers_see_no_error_and_no_mixture_in_many_switches(
    warehouse: SparkWarehouse, catalogue: Server
) -> None:
    first = make(warehouse, catalogue)
    seen: list[tuple[int, set[str]]] = []
    errors: list[Exception] = []
    stop = threading.Event()

    def read() -> None:
        try:
            while not stop.wait(0.005):
                rows = catalogue.rows(POINTERS, user=READER)
                seen.append((len(rows), told(rows)))
        except Exception as error:
            errors.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    second = make(warehouse, catalogue)
    for _ in range(SWITCHES // 2):
        warehouse.switch_to(first)
        warehouse.switch_to(second)
    stop.set()
    for reader in readers:
        reader.join()
    assert errors == []
    assert {count for count, _ in seen} == {len(SCHEMAS) * len(TABLES)}
    assert {tuple(sorted(runs)) for _, runs in seen} == {(first,), (second,)}


def test_each_kept_run_has_schemas_of_its_own_that_stay_while_others_are_published(
    warehouse: SparkWarehouse, catalogue: Server
) -> None:
    ids = [make(warehouse, catalogue) for _ in range(2)]
    for run_id in ids:
        of_the_run = POINTERS.replace("'m", f"'run_{run_id[:6]}_m")
        assert told(catalogue.rows(of_the_run, user=READER)) == {run_id}


def test_a_roll_back_is_a_switch_too(warehouse: SparkWarehouse, catalogue: Server) -> None:
    first, second = (make(warehouse, catalogue) for _ in range(2))
    assert told(catalogue.rows(POINTERS)) == {second} == {warehouse.current_run()}
    assert roll_back(warehouse, None) == first
    assert told(catalogue.rows(POINTERS)) == {first} == {warehouse.current_run()}
    assert roll_back(warehouse, second) == second
    assert told(catalogue.rows(POINTERS)) == {second}


def test_a_kept_run_that_somebody_changed_is_not_returned_to(
    warehouse: SparkWarehouse, catalogue: Server
) -> None:
    first, _ = (make(warehouse, catalogue) for _ in range(2))
    pointer = warehouse.run_dir(first) / "tables" / "candidate_marts" / "told" / "metadata.json"
    pointer.write_text(first.replace("1", "2"), "utf-8")
    with pytest.raises(Stop, match="is not what the run wrote"):
        roll_back(warehouse, None)
    pointer.unlink()
    with pytest.raises(Stop, match="No such file"):
        roll_back(warehouse, None)


def test_a_published_table_that_somebody_wrote_to_is_damage(
    warehouse: SparkWarehouse, catalogue: Server
) -> None:
    run_id = make(warehouse, catalogue)
    assert warehouse.damage(run_id, thorough=True) == []
    catalogue.execute(
        "update spark_catalogue.iceberg_tables set metadata_location = '/other' "
        "where table_namespace = 'marts' and table_name = 'told'"
    )
    assert warehouse.damage(run_id, thorough=False) == [
        "the catalogue does not hold marts.told as the run wrote it"
    ]
    warehouse.switch_to(run_id)  # as a roll-back to the same run would
    assert warehouse.damage(run_id, thorough=False) == []


def test_the_last_good_runs_and_two_others_are_kept_and_no_row_outlives_its_files(
    warehouse: SparkWarehouse, catalogue: Server
) -> None:
    results = ["published", "checks_failed", "published", "checks_failed", "interrupted"]
    ids = [make(warehouse, catalogue, result) for result in [*results, "published"]]
    delete_old_runs(warehouse, keep=2)
    assert warehouse.run_ids() == [ids[2], ids[3], ids[4], ids[5]]
    of_a_refused_run = (
        "from spark_catalogue.iceberg_tables where table_namespace = 'run_000004_staging'"
    )
    assert catalogue.rows(f"select count(*) {of_a_refused_run}") == [(len(TABLES),)]
    assert "the schemas run_000004_*" in warehouse.candidate_address(ids[3])
    rows = catalogue.rows("select metadata_location from spark_catalogue.iceberg_tables")
    assert {Path(pointer).read_text("utf-8") for (pointer,) in rows} == set(ids[2:])


MOMENTS = (
    *("before it starts", "with a record", "with a folder"),
    *(f"with the schema {schema}" for schema in ("staging", *PUBLISHED_SCHEMAS)),
    *("reduced", "with the schema meta", "sealed", "switched", "closed"),
)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_run_killed_at_any_moment_leaves_a_whole_run_and_the_next_one_recovers(
    warehouse: SparkWarehouse, catalogue: Server, moment: str
) -> None:
    first = make(warehouse, catalogue)

    def kill(reached: str) -> None:
        if reached == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        make(warehouse, catalogue, at=kill)
        os._exit(0)  # not reached
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    (whole,) = told(catalogue.rows(POINTERS))
    assert (whole == first) == (moment not in ("switched", "closed"))
    assert warehouse.damage(whole, thorough=True) == []
    warehouse.close_killed_runs()
    last = make(warehouse, catalogue)
    delete_old_runs(warehouse, keep=1)
    assert told(catalogue.rows(POINTERS)) == {last} == {warehouse.current_run()}
    assert warehouse.damage(last, thorough=True) == []
    schemas = {
        name
        for (name,) in catalogue.rows(
            "select distinct table_namespace from spark_catalogue.iceberg_tables"
        )
    }
    assert not any(name.startswith(CANDIDATE) for name in schemas)
