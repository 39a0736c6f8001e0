"""Figures from files outside make the same marts as the same figures in the seeds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engines import duckdb_engine
from engines.comparing import Tables, compare
from engines.outside import write


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_duckdb_reads_files_in_place_and_makes_the_same_marts(
    on_duckdb: Tables, table_keys: dict[str, list[str]], tmp_path: Path, form: str
) -> None:
    location = write(on_duckdb, tmp_path / "inputs", form)
    # Equal cells pass the same tests.
    built, _ = duckdb_engine.build(
        tmp_path / "built",
        *("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"),
        *("--vars", json.dumps({"inputs_from": location})),
    )
    assert compare(on_duckdb, built, table_keys) == []
