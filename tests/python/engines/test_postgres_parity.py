"""Postgres publishes the same cells as DuckDB."""

from __future__ import annotations

from typing import Any

import duckdb

from engines.building import contracts
from engines.comparing import Tables, compare

from helpers.odd_texts import ODD_TEXTS

# Contracts name types as DuckDB does; this is every difference.
TYPES = {
    "varchar": "text",
    "double": "double precision",
    "integer": "integer",
    "bigint": "bigint",
    "boolean": "boolean",
    "date": "date",
}


def test_duckdb_publishes_every_text_as_the_sources_have_it(on_duckdb: Tables) -> None:
    folder = on_duckdb.parquet / "marts"
    found = duckdb.sql(
        f"select publisher, title, wording from '{folder}/observation_lineage.parquet' "
        f"inner join '{folder}/dim_source.parquet' using (source_id) where year = 2031"
    ).fetchall()
    assert sorted(found) == sorted((text, text, text) for text in ODD_TEXTS)


def test_every_published_table_has_a_key_to_compare_by(
    on_duckdb: Tables, table_keys: dict[str, list[str]]
) -> None:
    assert on_duckdb.names() == set(table_keys)
    assert len(on_duckdb.names()) > 40


def test_postgres_publishes_the_same_cells_as_duckdb(
    on_duckdb: Tables, on_postgres: Tables, table_keys: dict[str, list[str]]
) -> None:
    assert compare(on_duckdb, on_postgres, table_keys) == []


def test_types_on_postgres_differ_from_the_contracts_as_listed(
    on_postgres: Tables, manifest: dict[str, Any]
) -> None:
    expected = {column: TYPES[kind] for column, kind in contracts(manifest).items()}
    assert on_postgres.types == expected
