"""Every text of a source arrives unchanged in the marts, on any row of a file.

A reader that infers the form of a CSV file looks at its first 2,048 or 20,480 rows. So the odd
texts follow as many plain rows, and one more or less. The plain observations have
quotes, but none inside; the plain sources have none.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from provincial_targets.checks import csvfile

from .outside import FORMS, staging, write_parquet
from .project import Project
from helpers.odd_texts import ODD_TEXTS, TEXTS
from helpers.small import PROJECT

PLAIN_ROWS = (2_047, 2_048, 2_049, 20_479, 20_480, 20_481)
OBSERVATIONS, SOURCES = "seeds/observations/observations.csv", "seeds/observations/sources.csv"
MODELS = ("observation_lineage", "dim_source")


def fill(project: Project, plain_rows: int, texts: list[str]) -> list[tuple[str, str, str, str]]:
    """Write observations, each with a source of its own: plain ones, then these texts.

    Returns:
        The id, wording, note and title of each observation.
    """
    plain = [
        (f"增长{number % 90 / 10}%", "预计数, 上限", "一季度公报") for number in range(plain_rows)
    ]
    odd = zip(texts, texts[::-1], [*texts[1:], texts[0]], strict=True)
    written = [(f"obs-{number:05}", *cells) for number, cells in enumerate([*plain, *odd])]
    headers = {
        name: csvfile.read(project.folder / name, name).header for name in (OBSERVATIONS, SOURCES)
    }
    with (
        (project.folder / OBSERVATIONS).open("w", encoding="utf-8", newline="") as observations,
        (project.folder / SOURCES).open("w", encoding="utf-8", newline="") as sources,
    ):
        into, of = csv.writer(observations), csv.writer(sources)
        into.writerow(headers[OBSERVATIONS])
        of.writerow(headers[SOURCES])
        for number, (key, raw_text, note, title) in enumerate(written):
            source, year, day = f"src-{number:05}", 2000 + number % 20, "2024-01-31"
            cell = ("110000", "gdp", "target", year)
            known = ("first", "false", day, "day", source)
            into.writerow([key, *cell, "", raw_text, "percent", "", *known, note])
            of.writerow([source, "repost", title, "", "news", day, "day"])
    return written


def in_the_marts(project: Project) -> list[tuple[str, str, str, str]]:
    """Return the same from the build; the note from staging, as the marts leave it out."""
    with duckdb.connect(str(project.database), read_only=True) as connection:
        return connection.sql(
            "select observation_id, lineage.wording, observations.note, sources.title "
            "from marts.observation_lineage as lineage "
            "inner join staging.stg_observations as observations using (observation_id) "
            "inner join marts.dim_source as sources on sources.source_id = lineage.source_id "
            "order by observation_id"
        ).fetchall()


def from_outside(project: Project, form: str) -> list[tuple[str, str, str, str]]:
    """Return the same of what staging takes from the two inputs as files outside."""
    observations, sources = (staging(project, name, form) for name in ("observations", "sources"))
    return duckdb.sql(
        "select observation_id, raw_text, note, title "
        f"from ({observations}) inner join ({sources}) using (source_id) order by observation_id"
    ).fetchall()


@pytest.fixture(scope="module")
def project(again: Callable[[], Project]) -> Project:
    """The project, to be filled and built."""
    return again()


def by_dbt(project: Project) -> None:
    """Build as a user does, who has read the whole file before DuckDB reads it again."""
    selected = " ".join(f"+{name}" for name in MODELS)
    project.dbt(f"build --exclude-resource-type test unit_test --no-write-json --select {selected}")


def by_the_statements(project: Project) -> None:
    """Build by the statements that dbt executes."""
    project.build_models(*MODELS)


@pytest.mark.parametrize(
    ("plain_rows", "build"),
    [(PLAIN_ROWS[-1], by_dbt), *((rows, by_the_statements) for rows in PLAIN_ROWS)],
)
# One example has hundreds of texts, since a build takes seconds.
@settings(
    max_examples=1,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(texts=st.lists(TEXTS, min_size=200, max_size=200))
def test_a_text_is_the_same_in_the_mart_wherever_it_stands_in_the_file(
    project: Project, plain_rows: int, build: Callable[[Project], None], texts: list[str]
) -> None:
    written = fill(project, plain_rows, [*texts, *ODD_TEXTS])
    assert csvfile.read(project.folder / OBSERVATIONS, OBSERVATIONS).problems == []
    build(project)
    write_parquet(project.database, project)
    for arrived in (in_the_marts(project), *(from_outside(project, form) for form in FORMS)):
        pairs = zip(written, arrived, strict=True)
        assert [(said, found) for said, found in pairs if said != found] == []


def test_the_seeds_are_loaded_by_the_form_that_the_checks_assume(
    published_project: Project,
) -> None:
    folder = published_project.folder / "target/run/provincial_targets/seeds"
    loaded = {
        path.name: " ".join(path.read_text("utf-8").split()) for path in folder.rglob("*.csv")
    }
    assert len(loaded) > 20
    form = " ".join(csvfile.DUCKDB.split())
    assert [name for name, statement in loaded.items() if form not in statement] == []


# Options that exclude inference, of DuckDB (also by the project's names), pandas and Polars.
STATED = ("auto_detect = false", "csvfile.DUCKDB", "header = true, skip = 0", "dtype=", "schema=")


def test_no_reader_of_csv_in_the_project_infers_a_type_or_a_dialect() -> None:
    texts = {
        path.relative_to(PROJECT): path.read_text("utf-8")
        for folder in ("analyses", "bench", "macros", "models", "src", "tests")
        for path in (PROJECT / folder).rglob("*")
        if path.suffix in (".py", ".sql", ".yml") and path != Path(__file__)
    }
    calls = [
        (path, words)
        for path, text in texts.items()
        for words in re.findall(r"(?<!_)read_csv(?:_auto)?\([^)].{,250}", text, re.DOTALL)
    ]
    assert len(calls) > 8
    assert [call for call in calls if not any(words in call[1] for words in STATED)] == []


LINES = st.lists(st.text('"""",,,a5 \'\\=#é', min_size=1, max_size=12), min_size=1, max_size=20)


@settings(max_examples=300, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(lines=LINES, end=st.sampled_from(["\n", "\r\n"]), mark=st.sampled_from(["", "\ufeff"]))
def test_what_the_checks_accept_is_loaded_as_they_read_it(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], end: str, mark: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "lines.csv"

    def write(kept: list[str]) -> csvfile.CsvFile:
        path.write_text(mark + end.join(["one,two", *kept, ""]), "utf-8", newline="")
        return csvfile.read(path, path.name)

    refused = {problem.row for problem in write(lines).problems}
    accepted = write([line for row, line in enumerate(lines, start=2) if row not in refused])
    assert accepted.problems == []
    loaded = duckdb.sql(
        f"from read_csv('{path}', auto_detect = false, "
        f"columns = {{'one': 'varchar', 'two': 'varchar'}}, {csvfile.DUCKDB})"
    ).fetchall()
    assert loaded == [tuple(cell or None for cell in row) for row in accepted.rows]
