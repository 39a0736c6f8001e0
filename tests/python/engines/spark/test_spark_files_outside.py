"""Figures from files outside are external tables on Spark, and make the same facts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engines.comparing import Tables, compare
from engines.outside import write
from engines.spark import engine

# Enough models to use every input.
FACTS = ("fct_targets", "fct_outturns", "fct_sizes", "dim_source", "dim_geography", "dim_vintage")


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_spark_reads_files_as_external_tables_and_makes_the_same_facts(
    on_duckdb: Tables, table_keys: dict[str, list[str]], tmp_path: Path, form: str
) -> None:
    location = write(on_duckdb, tmp_path / "inputs", form)
    built = engine.build(
        "spark",
        tmp_path,
        tmp_path / "root",
        *("--vars", json.dumps({"inputs_from": location})),
        *("--select", *(f"+{name}" for name in FACTS)),
        *("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"),
    ).tables
    assert len(built.names()) >= 2 * len(FACTS) - 3  # dimensions exist once
    apart = [table for table in on_duckdb.names() if table not in built.names()]
    expected = [f"{table} is missing on one engine" for table in sorted(apart)]
    assert compare(on_duckdb, built, table_keys) == expected
