"""The comments, indexes and rights of the published tables on a Postgres server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engines.building import dbt
from engines.comparing import SCHEMAS, Tables
from engines.postgres_engine import SCRATCH, Server

# The columns by which people filter (docs/connect.md); in `marts_asof` behind the vintage.
FILTERS = {"indicator", "scope_code", "geography_code", "status"}

INDEXES = """
select
    class.relnamespace::regnamespace || '.' || class.relname,
    indisunique,
    array_agg(attname::text order by place)
from pg_index
join pg_class as class on class.oid = indrelid
cross join unnest(indkey) with ordinality as part (number, place)
join pg_attribute as attribute on attrelid = indrelid and attnum = part.number
where class.relnamespace::regnamespace::text in %s
group by indexrelid, indisunique, class.relnamespace, class.relname
"""

COMMENTS = """
select
    table_schema,
    table_name,
    column_name,
    obj_description(oid, 'pg_class'),
    col_description(oid, ordinal_position),
    is_nullable
from information_schema.columns
join pg_class on oid = to_regclass(format('%%I.%%I', table_schema, table_name))
where table_schema in %s
"""


@pytest.fixture(scope="module")
def columns(on_postgres: Tables, postgres_server: Server) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The comments of table and column and whether NULL is allowed, by schema, table, column."""
    schemas = (*SCHEMAS, "staging", "intermediate")
    rows = postgres_server.rows(COMMENTS, schemas, database=SCRATCH)
    return {row[:3]: row[3:] for row in rows}


def models(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the models that are tables or views on the server, the time spine aside."""
    return [
        node
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["schema"] != "main"
    ]


def test_every_description_is_a_comment(
    columns: dict[tuple[str, ...], tuple[str, ...]], manifest: dict[str, Any]
) -> None:
    described = {
        (model["schema"], model["alias"], name): (
            f"{model['description']} **Key:** {', '.join(model['meta']['key'])}.",
            column["description"],
        )
        for model in models(manifest)
        for name, column in model["columns"].items()
    }
    assert len(described) > 900
    assert "" not in {text for texts in described.values() for text in texts}
    assert {key: texts[:2] for key, texts in columns.items()} == described


def test_where_a_contract_forbids_null_so_does_the_server(
    columns: dict[tuple[str, ...], tuple[str, ...]], manifest: dict[str, Any]
) -> None:
    forbidden = {
        (model["schema"], model["alias"], name)
        for model in models(manifest)
        for name, column in model["columns"].items()
        if {"not_null"} & {constraint["type"] for constraint in column["constraints"]}
    }
    assert len(forbidden) > 200
    assert {key for key, (_, _, nullable) in columns.items() if nullable == "NO"} == forbidden


def test_a_model_that_breaks_its_contract_is_not_built(
    on_postgres: Tables, postgres_server: Server, project: Path
) -> None:
    properties = project / "models" / "marts" / "dimensions" / "dim_vintage.yml"
    text = properties.read_text("utf-8")
    assert text.count("data_type: date") == 1
    properties.write_text(text.replace("data_type: date", "data_type: integer"), "utf-8")
    done = dbt(
        *("run", "--select", "dim_vintage"),
        target="postgres",
        folder=on_postgres.parquet.parent,  # where dbt keeps the other files parsed
        project=project,
        **postgres_server.variables,
    )
    properties.write_text(text, "utf-8")
    assert done.returncode == 1, done.stdout
    assert "This model has an enforced contract that failed" in done.stdout
    assert "as_of" in done.stdout


@pytest.fixture(scope="module")
def indexes(
    on_postgres: Tables, postgres_server: Server
) -> dict[str, list[tuple[bool, list[str]]]]:
    """The indexes of each published table: unique or not, and the columns."""
    found: dict[str, list[tuple[bool, list[str]]]] = {table: [] for table in on_postgres.names()}
    for table, unique, names in postgres_server.rows(INDEXES, SCHEMAS, database=SCRATCH):
        found[table].append((unique, names))
    return found


def test_every_published_table_is_found_by_its_key(
    indexes: dict[str, list[tuple[bool, list[str]]]], table_keys: dict[str, list[str]]
) -> None:
    assert {table: [names for unique, names in of if unique] for table, of in indexes.items()} == {
        table: [key] for table, key in table_keys.items()
    }


def test_every_published_table_is_indexed_by_what_is_filtered_by(
    indexes: dict[str, list[tuple[bool, list[str]]]], on_postgres: Tables
) -> None:
    lead = {
        (table, next(name for name in (*names, None) if name != "vintage"))
        for table, of in indexes.items()
        for _, names in of
    }
    filtered = {(table, name) for table, name in on_postgres.types if name in FILTERS}
    assert len(filtered) > 60
    assert filtered - lead == set()
