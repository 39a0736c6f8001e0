from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from provincial_targets.warehouse import records
from provincial_targets.warehouse.engines.duckdb import DuckdbWarehouse
from provincial_targets.warehouse.records import (
    INTERRUPTED,
    PUBLISHED,
    ROLLED_BACK,
    RUNNING,
    UP_TO_DATE,
)

from helpers.made_up import add_run, warehouse_with


def _result(warehouse: DuckdbWarehouse, run_id: str) -> str:
    record = records.read(warehouse.history / f"{run_id}.json")
    assert record is not None
    return record.result


def test_run_ids_are_in_order_even_when_the_clock_is_set_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse = warehouse_with(tmp_path, PUBLISHED)
    earlier = dt.datetime(2001, 1, 1, tzinfo=dt.timezone.utc)
    monkeypatch.setattr(records, "now", lambda: earlier)
    second = add_run(warehouse, PUBLISHED)
    assert warehouse.run_ids()[-1] == second.run_id
    assert second.run_id.endswith("-20010101T000000Z")
    assert [record.run_id for record in records.newest(warehouse, 1)] == [second.run_id]


def test_a_run_number_is_not_used_again_when_its_record_or_its_directory_is_lost(
    tmp_path: Path,
) -> None:
    warehouse = warehouse_with(tmp_path, PUBLISHED, PUBLISHED)
    newest = warehouse.run_ids()[-1]
    (warehouse.history / f"{newest}.json").unlink()
    assert warehouse.start_record("run").run_id[:6] == "000003"


def test_a_killed_run_is_interrupted(tmp_path: Path) -> None:
    warehouse = warehouse_with(tmp_path, PUBLISHED, RUNNING)
    warehouse.close_killed_runs()
    assert [_result(warehouse, run_id) for run_id in warehouse.run_ids()] == [
        PUBLISHED,
        INTERRUPTED,
    ]


def test_a_killed_first_run_is_interrupted(tmp_path: Path) -> None:
    warehouse = warehouse_with(tmp_path, RUNNING)
    warehouse.close_killed_runs()
    assert _result(warehouse, warehouse.run_ids()[0]) == INTERRUPTED


def test_a_run_killed_after_the_switch_was_published(tmp_path: Path) -> None:
    warehouse = warehouse_with(tmp_path, PUBLISHED, RUNNING)
    newest = warehouse.run_ids()[-1]
    warehouse.switch_to(newest)
    warehouse.close_killed_runs()
    assert _result(warehouse, newest) == PUBLISHED


@pytest.mark.parametrize(("switched", "result"), [(True, ROLLED_BACK), (False, INTERRUPTED)])
def test_a_killed_roll_back_counts_if_it_had_switched(
    tmp_path: Path, switched: bool, result: str
) -> None:
    warehouse = warehouse_with(tmp_path, PUBLISHED, PUBLISHED)
    older = warehouse.run_ids()[0]
    record = warehouse.start_record("rollback")
    record.published_after = older
    records.write(warehouse, record)
    if switched:
        warehouse.switch_to(older)
    warehouse.close_killed_runs()
    assert _result(warehouse, record.run_id) == result


def test_a_damaged_record_is_passed_over(tmp_path: Path) -> None:
    warehouse = warehouse_with(tmp_path, PUBLISHED, PUBLISHED)
    older, newer = warehouse.run_ids()
    (warehouse.history / f"{newer}.json").write_text('{"run_id": "', "utf-8")
    warehouse.close_killed_runs()
    assert [record.run_id for record in records.newest(warehouse, 5)] == [older]


def test_only_the_newest_records_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "KEPT", 3)
    warehouse = warehouse_with(tmp_path, *[UP_TO_DATE] * 5)
    warehouse.close_killed_runs()
    assert [path.stem[:6] for path in records.files(warehouse)] == ["000003", "000004", "000005"]


def test_today_is_never_before_the_newest_run(tmp_path: Path) -> None:
    warehouse = warehouse_with(tmp_path, PUBLISHED)
    day = dt.date.fromisoformat(records.newest(warehouse, 1)[0].started_at[:10])
    assert records.latest_day(warehouse, dt.date(2001, 1, 1)) == day
    assert records.latest_day(warehouse, dt.date(2999, 1, 1)) == dt.date(2999, 1, 1)
