"""A run on Spark publishes the cells that DuckDB publishes, in Iceberg tables."""

from __future__ import annotations

from typing import Any

from engines.building import contracts
from engines.comparing import Tables, compare
from engines.spark.engine import Built

# Contracts name types as DuckDB does; this is how Iceberg's metadata name them.
TYPES = {
    "varchar": "string",
    "double": "double",
    "integer": "int",
    "bigint": "long",
    "boolean": "boolean",
    "date": "date",
}


def test_spark_publishes_the_same_cells_as_duckdb(
    on_duckdb: Tables, on_spark: Built, table_keys: dict[str, list[str]]
) -> None:
    assert compare(on_duckdb, on_spark.tables, table_keys) == []


def test_types_on_spark_differ_from_the_contracts_as_listed(
    on_spark: Built, manifest: dict[str, Any]
) -> None:
    expected = {column: TYPES[kind] for column, kind in contracts(manifest).items()}
    assert on_spark.tables.types == expected


def test_every_seed_model_and_test_is_built_on_spark(
    on_spark: Built, manifest: dict[str, Any]
) -> None:
    kinds = ("seed.", "model.", "test.", "unit_test.")
    nodes = [*manifest["nodes"], *manifest["unit_tests"]]
    expected = {key for key in nodes if key.startswith(kinds)}
    found = {result["unique_id"]: result["status"] for result in on_spark.results}
    assert expected - set(found) == set()
    assert {found[key] for key in expected} <= {"success", "pass"}
    assert len(expected) > 300


def test_every_description_of_a_column_is_a_comment_on_spark(
    on_spark: Built, manifest: dict[str, Any]
) -> None:
    described = {
        (f"{node['schema']}.{node['alias']}", column["name"]): column["description"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["schema"] in ("marts", "marts_asof")
        for column in node["columns"].values()
    }
    assert "" not in described.values()
    assert on_spark.comments == described


def test_a_query_of_one_vintage_reads_no_other_on_spark(on_spark: Built) -> None:
    for table, columns in on_spark.partitions.items():
        assert columns == (["vintage"] if table.startswith("marts_asof.") else []), table
