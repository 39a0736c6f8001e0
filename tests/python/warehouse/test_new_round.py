"""What is built anew of changed years is what a whole build makes, old figures revised or not."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import new_round
import pytest
import same
import synthetic
from contestants import DATABASE, Arena

_ROWS = 14_000
_NEW, _REVISED = 2026, 2023
# The reconciliation needs the years of the report, and is no part of it (selectors.yml).
_REPORT = ("report_",)


def count(database: Path, year: int) -> int:
    """How many targets of a year a warehouse knows, at all vintages."""
    with duckdb.connect(str(database), read_only=True) as connection:
        row = connection.execute(
            "select count(*) from marts_asof.fct_targets where target_year = ?", [year]
        ).fetchone()
    assert row is not None
    return int(row[0])


def choices(database: Path) -> list[tuple[int, int]]:
    """How many choices are kept of each year: (year, choices)."""
    with duckdb.connect(str(database), read_only=True) as connection:
        sql = "select year, count(*) from intermediate.int_cells_by_span group by year order by year"
        return connection.execute(sql).fetchall()


def test_a_new_round_makes_what_a_whole_build_makes_and_can_be_taken_away(tmp_path: Path) -> None:
    inputs, place = tmp_path / "inputs", tmp_path / "round"
    synthetic.write(_ROWS, inputs)
    shutil.copytree(inputs, place)
    # Both warehouses are built at one place: dbt reads a project anew for another.
    arena = Arena(tmp_path / "arena", place)
    built = arena.folder / "dbt" / DATABASE
    arena.dbt_models()
    whole = built.rename(tmp_path / "whole.duckdb")

    new_round.earlier(inputs, place, _NEW, _REVISED)
    arena.dbt_models()
    assert count(built, _NEW) == 0
    assert same.differing(whole, built, but=_REPORT)
    before = shutil.copy(built, tmp_path / "before.duckdb")

    new_round.arrive(inputs, place)
    new_round.update(arena, [_REVISED, _NEW])
    assert count(built, _NEW) > 200
    assert same.differing(whole, built, but=_REPORT) == {}

    # One model alone, of fewer years than what it reads: choices of the others are not repeated.
    chosen = choices(built)
    only = ("run", "--select", "int_cells_by_span")
    arena.dbt(*only, fresh=False, PROVINCIAL_TARGETS_CHANGED_YEARS=str(_REVISED))
    assert choices(built) == chosen

    # The same figures taken away: everything is as it was, the choices of other years too.
    new_round.earlier(inputs, place, _NEW, _REVISED)
    new_round.update(arena, [_REVISED, _NEW])
    assert same.differing(before, built, but=_REPORT) == {}


def test_years_are_refused_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="'20x' is no year; write years with commas between"):
        Arena(tmp_path).dbt("parse", PROVINCIAL_TARGETS_CHANGED_YEARS="2011, 20x")


def test_a_warehouse_that_is_not_built_yet_is_refused(tmp_path: Path) -> None:
    words = ("run", "--select", "fct_targets_asof")
    with pytest.raises(SystemExit, match="is for a database that is built already"):
        Arena(tmp_path).dbt(*words, PROVINCIAL_TARGETS_CHANGED_YEARS="2026")
