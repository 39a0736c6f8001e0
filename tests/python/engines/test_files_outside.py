"""Figures from files outside make the same marts as the same figures in the seeds."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from engines import duckdb_engine, spark_engine
from engines.comparing import Tables, compare

INPUTS = ("observations", "sources", "geographies", "vintages")


def write(built: Tables, folder: Path, form: str) -> str:
    """Write the seeds that may come from outside as files; return what `inputs_from` must be."""
    with duckdb.connect(str(built.parquet.parent / duckdb_engine.DATABASE)) as connection:
        for name in INPUTS:
            (folder / name).mkdir(parents=True)
            place, parts = folder / name / f"part.{form}", ""
            if form == "parquet" and name == "observations":
                place, parts = folder / name, ", partition_by (measure, year), overwrite_or_ignore"
            connection.execute(f"copy seeds.{name} to '{place}' (format {form}{parts})")
    return f"{folder}/{{name}}/**/*.{form}"


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_duckdb_reads_files_in_place_and_makes_the_same_marts(
    on_duckdb: Tables, table_keys: dict[str, list[str]], tmp_path: Path, form: str
) -> None:
    location = write(on_duckdb, tmp_path / "inputs", form)
    built, _ = duckdb_engine.build(
        tmp_path / "built",
        *("--vars", json.dumps({"inputs_from": location})),
        *("--exclude", *INPUTS),  # nothing can come from the seeds
    )
    assert compare(on_duckdb, built, table_keys) == []


# Enough of the models to see every input arrive.
FACTS = ("fct_targets", "fct_outturns", "fct_sizes", "dim_source", "dim_geography", "dim_vintage")


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_spark_reads_files_as_external_tables_and_makes_the_same_facts(
    on_duckdb: Tables, table_keys: dict[str, list[str]], tmp_path: Path, form: str
) -> None:
    location = write(on_duckdb, tmp_path / "inputs", form)
    built = spark_engine.build(
        "spark",
        tmp_path,
        tmp_path / "root",
        *("--vars", json.dumps({"inputs_from": location})),
        *("--select", *(f"+{name}" for name in FACTS)),
        *("--exclude", *INPUTS),  # nothing can come from the seeds
        *("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"),
    ).tables
    assert len(built.names()) >= 2 * len(FACTS) - 3  # dimensions exist once
    apart = [table for table in on_duckdb.names() if table not in built.names()]
    expected = [f"{table} is missing on one engine" for table in sorted(apart)]
    assert compare(on_duckdb, built, table_keys) == expected
