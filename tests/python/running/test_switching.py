from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pytest

from provincial_targets.terminal.exits import Exit, Stop
from provincial_targets.warehouse.engines.duckdb import DuckdbWarehouse
from provincial_targets.warehouse.records import PUBLISHED

from helpers.made_up import warehouse_with


def test_one_link_switches_database_and_parquet_together(tmp_path: Path) -> None:
    warehouse = warehouse_with(tmp_path, PUBLISHED, PUBLISHED)
    older, newer = warehouse.run_ids()
    for run_id in (older, newer):
        warehouse.switch_to(run_id)
        with duckdb.connect(str(warehouse.database), read_only=True) as connection:
            assert connection.sql("from marts.told").fetchall() == [(run_id,)]
        told = warehouse.parquet / "marts" / "told.parquet"
        assert duckdb.sql(f"from read_parquet('{told}')").fetchall() == [(run_id,)]


def test_a_reader_keeps_the_database_that_it_opened(tmp_path: Path) -> None:
    warehouse = warehouse_with(tmp_path, PUBLISHED, PUBLISHED)
    older, newer = warehouse.run_ids()
    warehouse.switch_to(older)
    with duckdb.connect(str(warehouse.database), read_only=True) as connection:
        warehouse.switch_to(newer)
        warehouse.remove(older)
        assert connection.sql("from marts.told").fetchall() == [(older,)]
    with duckdb.connect(str(warehouse.database), read_only=True) as connection:
        assert connection.sql("from marts.told").fetchall() == [(newer,)]


def test_a_reader_that_closes_the_last_connection_late_reuses_duckdb_and_reads_the_new_run(
    tmp_path: Path,
) -> None:
    def opened() -> duckdb.DuckDBPyConnection:
        return duckdb.connect(str(warehouse.database), read_only=True)

    def answer() -> tuple[object, ...]:
        return (
            *connection.sql("from marts.told").fetchall()[0],
            *connection.sql("select current_setting('default_order')").fetchall()[0],
        )

    warehouse = warehouse_with(tmp_path, PUBLISHED, PUBLISHED)
    older, newer = warehouse.run_ids()
    warehouse.switch_to(older)
    connection = opened()
    connection.execute("set global default_order = 'desc'")  # differs from a DuckDB started anew
    connection = opened()
    assert answer() == (older, "DESC")
    warehouse.switch_to(newer)
    warehouse.remove(older)
    connection = opened()
    assert answer() == (newer, "ASCENDING")
    connection.close()


def test_the_published_run_is_never_removed(tmp_path: Path) -> None:
    warehouse = warehouse_with(tmp_path, PUBLISHED)
    with pytest.raises(ValueError, match="is published"):
        warehouse.remove(warehouse.run_ids()[0])


def test_a_file_of_the_users_own_is_not_replaced_by_a_link(tmp_path: Path) -> None:
    mine = tmp_path / "provincial_targets.duckdb"
    mine.write_text("precious", "utf-8")
    with pytest.raises(Stop, match="is in the way") as stopped:
        DuckdbWarehouse(tmp_path).prepare()
    assert stopped.value.code is Exit.CANNOT_WRITE
    assert mine.read_text("utf-8") == "precious"


def test_a_temporary_link_left_by_a_killed_run_does_not_matter(tmp_path: Path) -> None:
    warehouse = warehouse_with(tmp_path, PUBLISHED, PUBLISHED)
    older, newer = warehouse.run_ids()
    (tmp_path / ".current.new").symlink_to(f"runs/{older}")
    warehouse.switch_to(newer)
    assert os.readlink(tmp_path / "current") == f"runs/{newer}"
    assert not (tmp_path / ".current.new").is_symlink()


def test_links_are_relative_so_that_the_warehouse_can_be_moved(tmp_path: Path) -> None:
    warehouse = warehouse_with(tmp_path / "here", PUBLISHED)
    (run_id,) = warehouse.run_ids()
    moved = (tmp_path / "here").rename(tmp_path / "there")
    database = str(moved / "provincial_targets.duckdb")
    with duckdb.connect(database, read_only=True) as connection:
        assert connection.sql("from marts.told").fetchall() == [(run_id,)]
