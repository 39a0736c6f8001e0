"""The round of 2026, taken out and typed again into the template, gives exactly today's marts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl
import pytest

from .project import Project
from helpers.command import call
from helpers.rounds import Rows, take_out_round
from helpers.small import read_rows

# Columns whose values are assigned anew; all others must be equal.
IDS = (
    *("observation_id", "chosen_observation_id", "wording_observation_id"),
    *("source_id", "wording_source_id"),
)


def type_into(template: Path, table: Rows) -> None:
    """Fill in the template as a maintainer does; a second source goes into a row below.

    Args:
        template: The workbook that `ingest --template` wrote.
        table: What to type.
    """
    workbook = openpyxl.load_workbook(template)
    sheet = workbook.worksheets[0]
    place = {cell.value.split(" / ")[1]: cell.column for cell in sheet[1]}
    provinces = read_rows(template.parent / "seeds/reference/geographies.csv")
    indicators = read_rows(template.parent / "seeds/reference/indicators.csv")
    codes = {row["name_zh"]: row["geography_code"] for row in provinces}
    codes |= {row["name_zh"]: row["indicator"] for row in indicators}
    free = {}
    for number in range(2, sheet.max_row + 1):
        key = tuple(
            str(sheet.cell(number, place[name]).value) for name in ("geography_code", "indicator")
        )
        free[tuple(codes.get(part, part) for part in key)] = number
    stated = Counter(
        (row["geography_code"], row["indicator"], row["source_id"], row["basis"]) for row in table
    )
    below = sheet.max_row
    for row in table:
        number = free.pop((row["geography_code"], row["indicator"]), None)
        if number is None:
            below += 1
            number = below
        typed = {name: value for name, value in row.items() if name in place and value}
        if row["publisher"]:
            del typed["source_id"]
        same = (row["geography_code"], row["indicator"], row["source_id"], row["basis"])
        typed["observation_id"] = "new" if stated[same] > 1 else ""
        for name, value in typed.items():
            sheet.cell(number, place[name]).value = float(value) if name == "value" else value
    workbook.save(template)


@pytest.fixture(scope="module")
def typed_again(again: Callable[[], Project]) -> Project:
    """The project with the round of 2026 taken out and ingested from the template, built."""
    project = again()
    table = take_out_round(project.folder, "2026")
    assert len(table) > 300
    warehouse = project.folder / "warehouse"
    made = call(project.folder, warehouse, "ingest", "--template", "round.xlsx")
    assert "the round of 2026" in made.out, made.err
    template = project.folder / "round.xlsx"
    type_into(template, table)
    merged = call(project.folder, warehouse, "ingest", "round.xlsx", "--yes")
    assert merged.code == 0, merged.out[-3000:] + merged.err[-3000:]
    project.build_models()
    return project


def tables(database: Path) -> list[tuple[str, str]]:
    """Return schema and name of every published table."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.sql(
            "select schema_name, table_name from duckdb_tables() "
            "where schema_name in ('marts', 'marts_asof') order by all"
        ).fetchall()


def test_the_marts_are_those_of_today(published_project: Project, typed_again: Project) -> None:
    names = tables(published_project.database)
    assert names == tables(typed_again.database)
    assert len(names) > 30
    with duckdb.connect() as connection:
        connection.execute(f"attach '{published_project.database}' as today (read_only)")
        connection.execute(f"attach '{typed_again.database}' as again (read_only)")
        for schema, table in names:
            columns = f"select columns(name -> name not in {IDS}) from {{}}.{schema}.{table}"
            today, again = columns.format("today"), columns.format("again")
            lost = f"select count(*) from ({today} except all {again})"
            made_up = f"select count(*) from ({again} except all {today})"
            assert connection.sql(lost).fetchall() == [(0,)], f"{schema}.{table}"
            assert connection.sql(made_up).fetchall() == [(0,)], f"{schema}.{table}"


def test_every_source_and_observation_is_there_once(
    published_project: Project, typed_again: Project
) -> None:
    for file in ("sources", "observations"):
        path = f"seeds/observations/{file}.csv"
        today, again = (
            sorted(
                tuple(value for name, value in row.items() if name not in IDS)
                for row in read_rows(project.folder / path)
            )
            for project in (published_project, typed_again)
        )
        assert again == today
