"""A count by hand over a table of geographies is a count of provinces."""

from __future__ import annotations

import duckdb
import pytest

from .project import Project

OF_PROVINCES = (
    *("fct_rounds", "target_deltas", "target_status", "target_vs_gdp", "completion_rates"),
    *("bridge_scope_geography", "bridge_scope_geography_year"),
)


@pytest.mark.parametrize("schema", ["marts", "marts_asof"])
def test_every_table_of_geographies_shows_their_level(
    published_project: Project, schema: str
) -> None:
    with duckdb.connect(str(published_project.database), read_only=True) as connection:
        without = connection.execute(
            "select table_name from information_schema.columns where table_schema = ? "
            "group by table_name having bool_or(column_name = 'geography_code') "
            "and not bool_or(column_name in ('level', 'area_level'))",
            [schema],
        ).fetchall()
    # The note's own tables name provinces alone.
    assert without == ([("priorities",)] if schema == "marts" else [])


@pytest.mark.parametrize("table", OF_PROVINCES)
def test_tables_of_provinces_hold_no_nation(published_project: Project, table: str) -> None:
    with duckdb.connect(str(published_project.database), read_only=True) as connection:
        levels = connection.execute(f"select distinct level from marts.{table}").fetchall()
    assert levels == [("province",)]


def test_the_nation_stands_in_the_facts(published_project: Project) -> None:
    with duckdb.connect(str(published_project.database), read_only=True) as connection:
        found = connection.execute(
            "select count(*) filter (level = 'nation' and is_disclosed) from marts.fct_targets "
            "where indicator = 'gdp' and target_year = 2026"
        ).fetchall()
    assert found == [(1,)]
