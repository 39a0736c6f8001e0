"""Figures from files outside make the same marts as the same figures in the seeds."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

from engines import duckdb_engine
from engines.comparing import Tables, compare
from engines.outside import write

from helpers.outside import INPUTS

# Equal cells pass the same tests.
UNTESTED = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")


def test_duckdb_reads_parquet_in_place_and_makes_the_same_marts(
    on_duckdb: Tables, table_keys: dict[str, list[str]], tmp_path: Path
) -> None:
    variables = json.dumps({"inputs_from": write(on_duckdb, tmp_path / "inputs", "parquet")})
    built, _ = duckdb_engine.build(tmp_path / "built", *UNTESTED, "--vars", variables)
    assert compare(on_duckdb, built, table_keys) == []


def test_duckdb_reads_csv_in_place_and_stages_the_same_rows(
    on_duckdb: Tables, tmp_path: Path
) -> None:
    variables = json.dumps({"inputs_from": write(on_duckdb, tmp_path / "inputs", "csv")})
    views = [f"stg_{name}" for name in INPUTS]
    words = ("--select", *views, *UNTESTED)
    duckdb_engine.build(tmp_path / "built", *words, "--vars", variables)
    for view in views:
        assert staged(view, tmp_path / "built") == staged(view, on_duckdb.parquet.parent), view


def staged(view: str, folder: Path) -> list[tuple[object, ...]]:
    """Return the rows of a staging view of a build, in order."""
    database = str(folder / duckdb_engine.DATABASE)
    with duckdb.connect(database, read_only=True) as connection:
        return connection.sql(f"from staging.{view} order by all").fetchall()
