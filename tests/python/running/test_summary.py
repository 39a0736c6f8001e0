"""The headline figures that a run prints, read from a small database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest

from provincial_targets.warehouse import summary

TABLES = """
create schema marts;
create schema marts_asof;
create table marts.dim_vintage as
    from (values ('note', date '2031-02-04', true), ('other', date '2032-02-01', false),
        ('latest', date '9999-12-31', false)) as vintages (vintage, as_of, is_report_vintage);
create table marts_asof.weighted_targets as
    select
        vintage, 'all' as scope_code, 'gdp' as indicator, target_year, numeric_count,
        5.0 as weighted_target, 4.9 as weighted_low, 5.1 as weighted_high,
        numeric_count = 31 as is_settled, -0.3 as change_pp, -0.2 as like_for_like_change_pp,
        27 as like_for_like_count, 0.9 as like_for_like_weight_share, 1.0 as weight_coverage,
        numeric_count as weighted_count, 1 as carried_weight_count, 31 as member_count
    from (values ('note', 2030, 31), ('note', 2031, 30), ('other', 2032, 29), ('latest', 2033, 28),
        ('latest', 2034, 0)) as rounds (vintage, target_year, numeric_count);
create table marts.weighted_targets as from marts_asof.weighted_targets where vintage = 'latest';
create table marts_asof.coverage as
    select vintage, indicator, measure, target_year as year, 28 as stated_number_count,
        1 as stated_words_count, 2 as not_stated_count, 0 as no_source_count
    from marts_asof.weighted_targets, (values ('target'), ('outturn')) as measures (measure)
    union all
    select 'latest', 'cpi', 'target', 2033, 20, 0, 1, 10;
create table marts_asof.target_delta_summary as
    select vintage, scope_code, indicator, target_year,
        1 as lowered_count, 2 as unchanged_count, 3 as raised_count
    from marts_asof.weighted_targets;
create table marts_asof.completion_summary as
    select vintage, scope_code, indicator, target_year,
        target_year as met_count, 0 as missed_count, target_year as evaluated_count,
        12 as met_at_first_release_count, 5 as missed_at_first_release_count,
        17 as evaluated_at_first_release_count
    from marts_asof.weighted_targets;
create table marts.completion_summary as from marts_asof.completion_summary;
"""


@pytest.fixture
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(TABLES)
        yield connection


def read(database: duckdb.DuckDBPyConnection) -> summary.Summary:
    @contextmanager
    def reading() -> Iterator[Any]:
        def query(sql: str) -> list[dict[str, Any]]:
            rows = database.sql(sql)
            return [dict(zip(rows.columns, row, strict=True)) for row in rows.fetchall()]

        yield query

    warehouse: Any = SimpleNamespace(open_published=reading, address="here", database=Path("here"))
    return summary.read(warehouse)


def test_the_rounds_are_the_newest_ones_of_today_and_of_the_reports_day(
    database: duckdb.DuckDBPyConnection,
) -> None:
    found = [
        (one.title, one.year, one.weighted_count, one.met_count) for one in read(database).rounds
    ]
    assert found == [
        ("Newest round, as known today", 2033, 28, None),
        ("The report's round, as known on 2031-02-04", 2031, 30, 2030),
    ]


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("marts.dim_vintage", "is_report_vintage"),
        ("marts.completion_summary", "met_at_first_release_count"),
        ("marts.weighted_targets", "like_for_like_change_pp"),
    ],
)
def test_a_run_of_an_older_version_is_summarised_without_its_rounds(
    database: duckdb.DuckDBPyConnection, table: str, column: str
) -> None:
    database.execute(f"alter table {table} drop column {column}")
    assert read(database).rounds == []


def test_completion_at_first_release_stands_beside_todays(
    database: duckdb.DuckDBPyConnection,
) -> None:
    lines = read(database).rounds[1].lines()
    assert lines[-2] == (
        "  2030 target met 2030, missed 0 (2030 of 31 known); "
        "at first release met 12, missed 5 (17 known)"
    )


def test_the_headline_compares_like_with_like_and_counts_four_kinds_of_targets_apart(
    database: duckdb.DuckDBPyConnection,
) -> None:
    newest, report = read(database).rounds
    lines = newest.lines()
    assert lines[1] == (
        "  weighted GDP target 2033: 5.00 %, 4.90 to 5.10 % with what is unknown "
        "(28 of 31 provinces, 100.0 % of the GDP known; 1 weighed by the GDP of an older year)\n"
        "  like for like on 2032: -0.20 pp (27 of 31 provinces, 90.0 % of the GDP known)"
    )
    assert lines[-1] == (
        "  targets of all 2 indicators: 48 in numbers, 1 in words, 3 not set, 10 without a source"
    )
    assert report.indicator_count == 1


def test_a_settled_average_is_printed_without_bounds(database: duckdb.DuckDBPyConnection) -> None:
    database.execute("update marts_asof.weighted_targets set is_settled = true")
    assert "to 5.10 %" not in "".join(read(database).rounds[0].lines())
