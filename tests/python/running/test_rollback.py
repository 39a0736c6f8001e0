from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from provincial_targets.terminal.exits import Exit, Stop
from provincial_targets.warehouse import records
from provincial_targets.warehouse.engines.duckdb import DuckdbWarehouse
from provincial_targets.warehouse.paths import DATABASE
from provincial_targets.warehouse.records import PUBLISHED
from provincial_targets.warehouse.rollback import delete_old_runs, roll_back

from helpers.made_up import add_run, warehouse_with


@pytest.fixture
def three(tmp_path: Path) -> DuckdbWarehouse:
    return warehouse_with(tmp_path, PUBLISHED, PUBLISHED, PUBLISHED)


def _damage(warehouse: DuckdbWarehouse, run_id: str) -> None:
    path = warehouse.run_dir(run_id) / DATABASE
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1])


def test_without_a_name_it_returns_to_the_run_before(three: DuckdbWarehouse) -> None:
    first, second, third = three.run_ids()
    assert three.current_run() == third
    assert roll_back(three, None) == second
    assert three.current_run() == second
    assert roll_back(three, None) == first
    assert three.current_run() == first


def test_a_named_run_may_be_newer(three: DuckdbWarehouse) -> None:
    first, _, third = three.run_ids()
    roll_back(three, first)
    assert roll_back(three, third) == third
    assert three.current_run() == third


def test_a_damaged_run_is_passed_over_and_named(three: DuckdbWarehouse) -> None:
    first, second, _ = three.run_ids()
    _damage(three, second)
    assert roll_back(three, None) == first


def test_a_named_damaged_run_is_refused(three: DuckdbWarehouse) -> None:
    _, second, third = three.run_ids()
    _damage(three, second)
    with pytest.raises(Stop, match=f"run {second} is damaged; stayed") as stopped:
        roll_back(three, second)
    assert stopped.value.code is Exit.NOTHING_TO_SHOW
    assert any(DATABASE in line for line in stopped.value.lines)
    assert three.current_run() == third


@pytest.mark.parametrize("name", ["000009-20260101T000000Z", "..", "../../etc", ""])
def test_a_run_that_is_not_kept_is_refused_and_the_kept_ones_are_named(
    three: DuckdbWarehouse, name: str
) -> None:
    first, second, third = three.run_ids()
    with pytest.raises(Stop, match=f"kept: {second}, {first}") as stopped:
        roll_back(three, name)
    assert stopped.value.code is Exit.NOTHING_TO_SHOW
    assert three.current_run() == third


def test_there_may_be_nothing_to_return_to(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="nothing was ever published") as stopped:
        roll_back(DuckdbWarehouse(tmp_path), None)
    assert stopped.value.code is Exit.NOTHING_TO_SHOW
    assert list(tmp_path.iterdir()) == []
    warehouse = warehouse_with(tmp_path, PUBLISHED, "checks_failed")
    with pytest.raises(Stop, match="no earlier run") as stopped:
        roll_back(warehouse, None)
    assert stopped.value.code is Exit.NOTHING_TO_SHOW


def test_a_roll_back_during_a_run_is_refused_at_once(three: DuckdbWarehouse) -> None:
    third = three.current_run()
    with three.locked(), pytest.raises(Stop, match="in progress") as stopped:
        roll_back(three, None)
    assert stopped.value.code is Exit.BUSY
    assert three.current_run() == third


def test_it_is_recorded(three: DuckdbWarehouse) -> None:
    _, second, third = three.run_ids()
    roll_back(three, None)
    (record,) = records.newest(three, 1)
    assert (record.command, record.result) == ("rollback", records.ROLLED_BACK)
    assert (record.published_before, record.published_after) == (third, second)


def test_the_last_good_runs_and_two_others_are_kept(tmp_path: Path) -> None:
    results = [PUBLISHED, "bad_input", PUBLISHED, "checks_failed", PUBLISHED, "interrupted"]
    warehouse = warehouse_with(tmp_path, *results)
    ids = warehouse.run_ids()
    delete_old_runs(warehouse, keep=2)
    assert warehouse.run_ids() == [ids[2], ids[3], ids[4], ids[5]]


def test_the_current_run_is_kept_however_old_it_is(three: DuckdbWarehouse) -> None:
    first, _, third = three.run_ids()
    roll_back(three, first)
    delete_old_runs(three, keep=1)
    assert three.run_ids() == [first]
    assert third not in three.run_ids()


def test_a_reader_of_a_pruned_run_is_not_disturbed(three: DuckdbWarehouse) -> None:
    import duckdb

    first = three.run_ids()[0]
    with duckdb.connect(str(three.run_dir(first) / DATABASE), read_only=True) as connection:
        add_run(three, PUBLISHED)
        delete_old_runs(three, keep=2)
        assert first not in three.run_ids()
        assert connection.sql("from marts.told").fetchall() == [(first,)]


def test_times_on_disk_do_not_decide_which_run_is_older(three: DuckdbWarehouse) -> None:
    first, second, third = three.run_ids()
    for age, run_id in enumerate((third, second, first)):
        os.utime(three.run_dir(run_id), (time.time() - age * 1e6,) * 2)
    assert roll_back(three, None) == second
