"""A vintage holds the figures published by its day; later figures leave it as it is.

A new vintage is a new row.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from .project import Project

REPORT = "report_2024_02_04"
LATER = (
    "obs-99999,110000,gdp,target,2024,7.5,7.5%左右,percent,,first,false,"
    "2024-02-05,day,src-0003,published a day after the report\n"
)
LATER_WEIGHT = (
    "obs-99998,110000,gdp,size,2023,99999.9,99999.9亿元,100m_yuan,,revised,false,"
    "2024-02-05,day,src-0003,published a day after the report\n"
)


@pytest.fixture(scope="module")
def later(again: Callable[[], Project], published_project: Project) -> Path:
    """A warehouse with two later observations of Beijing and one more vintage."""
    project = again()
    project.append("seeds/observations/observations.csv", LATER + LATER_WEIGHT)
    project.append(
        "seeds/reference/vintages.csv", "mid_2025,2025-06-30,二〇二五年中,Middle of 2025\n"
    )
    project.build_models(*(f"{table}_asof" for table in tables(published_project.database)))
    return project.database


def rows(database: Path, table: str, vintage: str) -> list[tuple[object, ...]]:
    """Return the rows of a table of marts_asof at a vintage, in a fixed order."""
    known = "and role <> 'not_yet_known'" if table == "observation_lineage" else ""
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.sql(
            f"from marts_asof.{table} where vintage = '{vintage}' {known} order by all"
        ).fetchall()


def tables(database: Path) -> list[str]:
    """Return the names of the tables of marts_asof."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return [
            name
            for (name,) in connection.sql(
                "select table_name from duckdb_tables() where schema_name = 'marts_asof' order by 1"
            ).fetchall()
        ]


def test_an_observation_published_later_moves_no_earlier_vintage(
    published_project: Project, later: Path
) -> None:
    assert len(tables(later)) >= 14
    for table in tables(later):
        before, after = rows(published_project.database, table, REPORT), rows(later, table, REPORT)
        assert before, table
        assert after == before, table


def test_the_same_observation_moves_the_latest_vintage(
    published_project: Project, later: Path
) -> None:
    for table in (
        "fct_targets",
        "fct_sizes",
        "weighted_targets",
        "target_deltas",
        "target_distribution",
    ):
        assert rows(later, table, "latest") != rows(published_project.database, table, "latest"), (
            table
        )


def test_a_row_in_the_seed_adds_the_vintage_to_every_table(later: Path) -> None:
    for table in tables(later):
        assert rows(later, table, "mid_2025"), table
    with duckdb.connect(str(later), read_only=True) as connection:
        known = connection.sql(
            "select max(published_on) from marts_asof.fct_targets where vintage = 'mid_2025'"
        ).fetchall()
    assert str(known[0][0]) <= "2025-06-30"
