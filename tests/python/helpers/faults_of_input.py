"""The corpus of broken seeds: how each is broken, and which message the run must give."""

from __future__ import annotations

import datetime as dt
import gc
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from provincial_targets.checks.problems import Problem
from provincial_targets.running.run import run
from provincial_targets.terminal.exits import Exit, Stop
from provincial_targets.warehouse.engines.duckdb import DuckdbWarehouse

from helpers.built import Built
from helpers.command import published
from helpers.small import read_rows, write_rows

OBSERVATIONS = "seeds/observations/observations.csv"
SOURCES = "seeds/observations/sources.csv"
DOCUMENTS = "seeds/observations/documents.csv"
GEOGRAPHIES = "seeds/reference/geographies.csv"
INDICATORS = "seeds/reference/indicators.csv"
GROUPS = "seeds/reference/groups.csv"
TARGET_BANDS = "seeds/reference/target_bands.csv"
VINTAGES = "seeds/reference/vintages.csv"
NOTES = "seeds/reference/notes.csv"
TASKS = "seeds/tasks/task_order.csv"
MENTIONS = "seeds/tasks/mentions.csv"
COVERAGE = "seeds/expectations/expected_coverage.csv"
COUNTS = "seeds/expectations/expected_observation_counts.csv"

Breaks = Callable[[Path], None]


@dataclass(frozen=True)
class Fault:
    """One broken file.

    Attributes:
        name: The fault, in words.
        file: The seed that is broken.
        breaks: Breaks it.
        says: Texts that one line of the message must contain.
        stage: Where the fault is found: the `file`, its `columns`, its `cells`, or `figures`
            together. A later stage is judged only when the earlier ones are clean; faults of one
            stage in different rows are reported separately.
    """

    name: str
    file: str
    breaks: Breaks
    says: tuple[str, ...]
    stage: str = "cells"

    def is_named_in(self, lines: list[str]) -> bool:
        """Return whether one line says all that the message must."""
        return any(all(part in line for part in self.says) for line in lines)


def of_stages(*stages: str) -> list[object]:
    """Return the faults of some stages, each a parameter of a test."""
    return [pytest.param(fault, id=fault.name) for fault in FAULTS if fault.stage in stages]


def refusal(built: Built) -> list[str]:
    """Run in this process, see that nothing changes, and return the lines of the refusal.

    A process for each fault would import Great Expectations anew, which takes seconds.
    """
    before = published(built.warehouse)
    try:
        with pytest.raises(Stop) as stopped:
            run(built.project, DuckdbWarehouse(built.warehouse), force=False, keep=5)
    finally:
        gc.enable()  # `run` switches it off, as its process ends soon
    assert stopped.value.code is Exit.BAD_INPUT
    assert published(built.warehouse) == before
    newest = max(path for path in (built.warehouse / "runs").iterdir())
    listing = (newest / "problems.jsonl").read_text("utf-8")
    return [str(Problem(**json.loads(line))) for line in listing.splitlines()]


def _bytes(change: Callable[[bytes], bytes]) -> Breaks:
    def breaks(path: Path) -> None:
        path.write_bytes(change(path.read_bytes()))

    return breaks


def _line(number: int, change: Callable[[str], str]) -> Breaks:
    """Change one line, counted as an editor does."""

    def breaks(path: Path) -> None:
        lines = path.read_text("utf-8").split("\n")
        lines[number - 1] = change(lines[number - 1])
        path.write_text("\n".join(lines), "utf-8")

    return breaks


def _rows(change: Callable[[list[dict[str, str]]], list[dict[str, str]]]) -> Breaks:
    def breaks(path: Path) -> None:
        write_rows(path, change(read_rows(path)))

    return breaks


def _cell(row: int, column: str, value: str) -> Breaks:
    """Change one cell; the row is counted as an editor does."""

    def change(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        rows[row - 2][column] = value
        return rows

    return _rows(change)


def _cells(row: int, **cells: str) -> Breaks:
    def change(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        rows[row - 2].update(cells)
        return rows

    return _rows(change)


def _without_column(column: str) -> Breaks:
    return _rows(lambda rows: [{k: v for k, v in row.items() if k != column} for row in rows])


def _repeat(row: int, **changed: str) -> Breaks:
    return _rows(lambda rows: [*rows, {**rows[row - 2], **changed}])


def _remove(path: Path) -> None:
    path.unlink()


def _add_seed(path: Path) -> None:
    path.write_text("a,b\n1,2\n", "utf-8")


def _swap_columns(path: Path) -> None:
    rows = read_rows(path)
    names = list(rows[0])
    names[0], names[1] = names[1], names[0]
    write_rows(path, [{name: row[name] for name in names} for row in rows])


def _lose_province(path: Path) -> None:
    """Remove Tibet's GDP target of 2024, so that 30 provinces are left."""
    rows = read_rows(path)
    kept = [
        row
        for row in rows
        if (row["geography_code"], row["indicator"], row["measure"], row["year"])
        != ("540000", "gdp", "target", "2024")
    ]
    assert len(kept) < len(rows)
    write_rows(path, kept)


def _lose_one_of_many(path: Path) -> None:
    """Remove one of the sources for Beijing's GDP target of 2023; the province stays."""
    rows = read_rows(path)
    cell = ("110000", "gdp", "target", "2023")
    names = ("geography_code", "indicator", "measure", "year")
    lost = next(i for i, row in enumerate(rows) if tuple(row[n] for n in names) == cell)
    assert sum(tuple(row[n] for n in names) == cell for row in rows) > 1
    write_rows(path, rows[:lost] + rows[lost + 1 :])


def _first(path: Path, /, **wanted: str) -> int:
    """Return the line of the first row with these cells."""
    for line, row in enumerate(read_rows(path), start=2):
        if all(row[name] == value for name, value in wanted.items()):
            return line
    raise AssertionError(f"no row with {wanted}")


def _in_first(column: str, value: str, /, **wanted: str) -> Breaks:
    def breaks(path: Path) -> None:
        _cell(_first(path, **wanted), column, value)(path)

    return breaks


_TOMORROW = (dt.date.today() + dt.timedelta(days=2)).isoformat()
_LONG = "目" * 61

FAULTS = [
    # The file
    Fault("an empty file", OBSERVATIONS, _bytes(lambda _: b""), ("the file is empty",), "file"),
    Fault(
        "a header and nothing else",
        TARGET_BANDS,
        _bytes(lambda content: content[: content.index(b"\n") + 1]),
        ("target_bands.csv", "the file has no rows"),
    ),
    Fault("a file that is missing", VINTAGES, _remove, ("vintages.csv", "cannot be read"), "file"),
    Fault(
        "a file that nobody described",
        "seeds/reference/mayors.csv",
        _add_seed,
        ("mayors.csv", "a seed without a suite", "make suites"),
        "file",
    ),
    Fault(
        "a column missing",
        OBSERVATIONS,
        _without_column("value"),
        ("observations.csv, row 1, column value", "the column is missing"),
        "columns",
    ),
    Fault(
        "a column too many",
        GROUPS,
        _rows(lambda rows: [{**row, "comment": "x"} for row in rows]),
        ("groups.csv, row 1, column comment", "an unknown column"),
        "columns",
    ),
    Fault(
        "columns in another order",
        VINTAGES,
        _swap_columns,
        ("vintages.csv, row 1", "another order"),
        "columns",
    ),
    Fault(
        "two columns of one name",
        GROUPS,
        _line(1, lambda line: line.replace("name_en", "name_zh")),
        ("groups.csv, row 1, column name_zh", "two columns have the same name"),
        "file",
    ),
    Fault(
        "fields separated by semicolons",
        INDICATORS,
        _bytes(lambda content: content.replace(b",", b";")),
        ("indicators.csv, row 1", "the column is missing"),
        "columns",
    ),
    Fault(
        "a row with a field too few",
        OBSERVATIONS,
        _line(3, lambda line: line.rsplit(",", 1)[0]),
        ("observations.csv, row 3", "14 fields where the header has 15"),
        "file",
    ),
    Fault(
        "a comma that nobody quoted",
        OBSERVATIONS,
        _line(4, lambda line: line + "预计数, 上限"),
        ("observations.csv, row 4", "16 fields where the header has 15"),
        "file",
    ),
    Fault(
        "a quote that never closes",
        OBSERVATIONS,
        _line(12, lambda line: line + '"预计'),
        ("observations.csv, row 12", "unbalanced quotes"),
        "file",
    ),
    Fault(
        "a line break inside a field",
        OBSERVATIONS,
        _line(12, lambda line: line + '"预计\n数"'),
        ("observations.csv, row 12", "a line break inside a field"),
        "file",
    ),
    Fault(
        "a quote in a field without quotes",
        OBSERVATIONS,
        _line(12, lambda line: line + '称"预计"'),
        ("observations.csv, row 12", "a quote or a line break inside a field"),
        "file",
    ),
    Fault(
        "line ends of two kinds",
        OBSERVATIONS,
        _bytes(lambda content: content.replace(b"\n", b"\r\n", 5)),
        ("observations.csv, row 6", "a line end of another kind", "the same line end"),
        "file",
    ),
    Fault(
        "an empty line",
        OBSERVATIONS,
        _line(20, lambda line: "\n" + line),
        ("observations.csv, row 20", "an empty line"),
        "file",
    ),
    Fault(
        "a field of 50 MB",
        OBSERVATIONS,
        _line(30, lambda line: line + "x" * 50_000_000),
        ("observations.csv", "bytes; at most"),
        "file",
    ),
    Fault(
        "a field of 5 MB",
        OBSERVATIONS,
        _line(30, lambda line: line + "x" * 5_000_000),
        ("observations.csv, row 30", "a field of 5,000,000 characters"),
        "file",
    ),
    Fault(
        "a NUL byte",
        SOURCES,
        _line(7, lambda line: line.replace("/", "\0", 1) if "/" in line else line + "\0"),
        ("sources.csv, row 7", "a NUL byte"),
        "file",
    ),
    Fault(
        "a control character",
        SOURCES,
        _line(7, lambda line: line.replace(",", ",\x1b", 1)),
        ("sources.csv, row 7", "a control character", "U+001B"),
        "file",
    ),
    Fault(
        "GBK read as UTF-8",
        GEOGRAPHIES,
        _bytes(lambda content: content.decode().encode("gbk")),
        ("geographies.csv, row 2", "not UTF-8; it looks like GBK"),
        "file",
    ),
    Fault(
        "UTF-16, as a spreadsheet saves Unicode text",
        GROUPS,
        _bytes(lambda content: content.decode().encode("utf-16")),
        ("groups.csv, row 1", "a NUL byte: this is not a text file in UTF-8"),
        "file",
    ),
    # Keys and codes
    Fault(
        "a row twice",
        OBSERVATIONS,
        _repeat(5),
        ("column observation_id", "occurs twice: row 5 has it too, with the same content"),
    ),
    Fault(
        "a key twice with different content",
        OBSERVATIONS,
        _repeat(5, value="6.6"),
        ("column observation_id", "occurs twice: row 5 has it too, with other content"),
    ),
    Fault(
        "a member twice in a group",
        GROUPS,
        _repeat(3),
        ("groups.csv", "column group_code, geography_code", "row 3 has it too"),
    ),
    Fault(
        "a province code that nobody has",
        OBSERVATIONS,
        _cell(8, "geography_code", "990000"),
        ("observations.csv, row 8, column geography_code", "unknown code", "'990000'"),
    ),
    Fault(
        "a province code with a space",
        OBSERVATIONS,
        _cell(9, "geography_code", "110000 "),
        ("observations.csv, row 9, column geography_code", "unknown code", "'110000 '"),
    ),
    Fault(
        "an indicator that nobody has",
        OBSERVATIONS,
        _cell(10, "indicator", "happiness"),
        ("observations.csv, row 10, column indicator", "unknown code", "'happiness'"),
    ),
    Fault(
        "a source that nobody has",
        OBSERVATIONS,
        _cell(11, "source_id", "src-9999"),
        ("observations.csv, row 11, column source_id", "unknown code", "'src-9999'"),
    ),
    Fault(
        "a measure that is none",
        OBSERVATIONS,
        _cell(12, "measure", "goal"),
        ("observations.csv, row 12, column measure", "not one of the accepted values", "'goal'"),
    ),
    Fault(
        "SQL in a code",
        INDICATORS,
        _cell(3, "indicator", "gdp'; drop schema marts; --"),
        ("indicators.csv, row 3, column indicator", "not a code", "drop schema"),
    ),
    Fault(
        "Jinja in a code",
        VINTAGES,
        _cell(2, "vintage", "{{ env_var('HOME') }}"),
        ("vintages.csv, row 2, column vintage", "not a code", "env_var"),
    ),
    Fault(
        "31 provinces become 30",
        GEOGRAPHIES,
        _rows(lambda rows: [row for row in rows if row["geography_code"] != "540000"]),
        ("geographies.csv, column geography_code", "a province is missing", "540000"),
    ),
    Fault(
        "a province drops out of a round",
        OBSERVATIONS,
        _lose_province,
        ("expected_coverage.csv", "gdp target 2024; no figure for 540000 西藏"),
        "figures",
    ),
    Fault(
        "a row is lost",
        OBSERVATIONS,
        _lose_one_of_many,
        ("expected_observation_counts.csv", "another number of figures: gdp target 2023 has"),
        "figures",
    ),
    Fault(
        "a row comes a second time under a new key",
        OBSERVATIONS,
        _repeat(5, observation_id="obs-99999"),
        ("expected_observation_counts.csv", "another number of figures"),
        "figures",
    ),
    Fault(
        "a key that is empty",
        OBSERVATIONS,
        _cell(13, "observation_id", ""),
        ("observations.csv, row 13, column observation_id", "a value is missing"),
    ),
    # Values
    Fault(
        "a value out of range",
        OBSERVATIONS,
        _in_first("value", "55", indicator="gdp", measure="target"),
        ("column value", "outside the range", "'55'"),
        "figures",
    ),
    Fault(
        "a percentage stored as 0.05",
        OBSERVATIONS,
        _in_first("value", "0.05", indicator="gdp", measure="target", value="5"),
        ("column value", "looks like a share", "'0.05'", "Write 5 for 5 %"),
        "figures",
    ),
    Fault(
        "NaN",
        OBSERVATIONS,
        _cell(14, "value", "NaN"),
        ("row 14, column value", "not a plain decimal number", "'NaN'"),
    ),
    Fault(
        "infinity",
        OBSERVATIONS,
        _cell(15, "value", "inf"),
        ("row 15, column value", "not a plain decimal number", "'inf'"),
    ),
    Fault(
        "1e308",
        OBSERVATIONS,
        _cell(16, "value", "1e308"),
        ("row 16, column value", "not a plain decimal number", "'1e308'"),
    ),
    Fault(
        "text where a number belongs",
        OBSERVATIONS,
        _cell(17, "value", "about five"),
        ("row 17, column value", "not a plain decimal number", "'about five'"),
    ),
    Fault(
        "a percent sign in a number",
        OBSERVATIONS,
        _cell(18, "value", "5%"),
        ("row 18, column value", "not a plain decimal number", "'5%'"),
    ),
    Fault(
        "full-width digits in a number",
        OBSERVATIONS,
        _cell(19, "value", "５.５"),
        ("row 19, column value", "not a plain decimal number", "'５.５'"),
    ),
    Fault(
        "a formula where a number belongs",
        OBSERVATIONS,
        _cell(20, "value", "=cmd|'/C calc'!A0"),
        ("row 20, column value", "not a plain decimal number", "=cmd|"),
    ),
    Fault(
        "a size below zero",
        OBSERVATIONS,
        _in_first("value", "-12000", indicator="gdp", measure="size"),
        ("column value", "not a size in 100 million yuan", "'-12000'"),
        "figures",
    ),
    Fault(
        "a unit that does not go with its measure",
        OBSERVATIONS,
        _in_first("unit", "100m_yuan", measure="target"),
        ("column unit", "a unit that does not go with this measure", "'100m_yuan'"),
        "figures",
    ),
    Fault(
        "a unit that does not belong to the indicator",
        OBSERVATIONS,
        _in_first("unit", "10k_persons", indicator="gdp", measure="outturn"),
        ("column unit", "a unit that does not go with this measure", "'10k_persons'"),
        "figures",
    ),
    Fault(
        "a limit with a percent sign",
        INDICATORS,
        _cell(2, "accepted_max", "20%"),
        ("indicators.csv, row 2, column accepted_max", "not a plain decimal number", "'20%'"),
    ),
    Fault(
        "a year of two digits",
        OBSERVATIONS,
        _cell(21, "year", "24"),
        ("row 21, column year", "not a calendar year", "'24'"),
    ),
    Fault(
        "a truth value in other words",
        OBSERVATIONS,
        _cell(22, "is_rounded", "yes"),
        ("row 22, column is_rounded", "neither true nor false", "'yes'"),
    ),
    Fault(
        "wording longer than any figure's",
        OBSERVATIONS,
        _cell(23, "raw_text", _LONG),
        ("row 23, column raw_text", "wording of more than 60 characters"),
    ),
    Fault(
        "an address that runs a script",
        SOURCES,
        _cell(2, "url", "javascript:alert(1)"),
        ("sources.csv, row 2, column url", "not a web address", "javascript"),
    ),
    # Dates
    Fault(
        "a date in the future",
        OBSERVATIONS,
        _cell(8, "published_on", _TOMORROW),
        ("row 8, column published_on", "a day in the future", _TOMORROW),
        "figures",
    ),
    Fault(
        "a document delivered in the future",
        DOCUMENTS,
        _cell(2, "published_on", _TOMORROW),
        ("documents.csv, row 2, column published_on", "a day in the future", _TOMORROW),
        "figures",
    ),
    Fault(
        "a note printed in the future",
        NOTES,
        _cell(2, "published_on", _TOMORROW),
        ("notes.csv, row 2, column published_on", "a day in the future", _TOMORROW),
        "figures",
    ),
    Fault(
        "a document read in full of a year of which no source states a target",
        DOCUMENTS,
        _cell(3, "year", "2001"),
        (
            "documents.csv, row 3, column is_read_in_full",
            "no source states any target of this province and year: 120000 2001",
        ),
        "figures",
    ),
    Fault(
        "two work reports of one province and year",
        DOCUMENTS,
        _cells(5, geography_code="110000", year="2025"),
        ("documents.csv, row 5", "a key that occurs twice: row 2 has it too", "110000, 2025"),
    ),
    Fault(
        "a document that is no known publication",
        DOCUMENTS,
        _cell(6, "title", "政府工作报告"),
        ("documents.csv, row 6, column title", "no row of sources.csv has this title"),
    ),
    Fault(
        "29 February of a year that has none",
        OBSERVATIONS,
        _cell(24, "published_on", "2023-02-29"),
        ("row 24, column published_on", "a day that the calendar does not have", "'2023-02-29'"),
    ),
    Fault(
        "a date as another country writes it",
        SOURCES,
        _cells(3, published_on="31/01/2024", published_on_precision="day"),
        ("sources.csv, row 3, column published_on", "not a date of the form", "'31/01/2024'"),
    ),
    Fault(
        "a date as a spreadsheet counts it",
        VINTAGES,
        _cell(2, "as_of", "45326"),
        ("vintages.csv, row 2, column as_of", "not a date of the form", "'45326'"),
    ),
    # Notes
    Fault(
        "a note twice",
        NOTES,
        _rows(lambda rows: [rows[0], *rows]),
        ("notes.csv, row 3, column note_id", "a key that occurs twice", "report_2024_02_04"),
    ),
    # Tasks and terms
    Fault(
        "a rank twice",
        TASKS,
        _cell(14, "rank", "1"),
        ("task_order.csv, row 14", "a key that occurs twice", "120000"),
    ),
    Fault(
        "a rank that starts from nought",
        TASKS,
        _cell(20, "rank", "0"),
        ("task_order.csv, row 20, column rank", "less than 1", "'0'"),
    ),
    Fault(
        "a task of a theme that nobody has reviewed",
        TASKS,
        _cell(60, "theme", "openness"),
        ("task_order.csv, row 60, column theme", "no row of themes.csv", "'openness'"),
    ),
    Fault(
        "a rank is missing",
        TASKS,
        _cell(32, "rank", "25"),
        ("task_order.csv, row 33, column rank", "a rank is missing before this one", "140000 2025"),
        "figures",
    ),
    Fault(
        "the last task of a text is lost",
        TASKS,
        _rows(lambda rows: rows[:-1]),
        ("texts_read.csv, row 63, column task_count", "another number of tasks", "650000 2026"),
        "figures",
    ),
    Fault(
        "a further theme that nobody has reviewed",
        TASKS,
        _cell(42, "other_themes", "reform;openness"),
        (
            "task_order.csv, row 42, column other_themes",
            "no row of themes.csv",
            "'reform;openness'",
        ),
        "figures",
    ),
    Fault(
        "a count below nought",
        MENTIONS,
        _cell(5, "mention_count", "-1"),
        ("mentions.csv, row 5, column mention_count", "less than 0", "'-1'"),
    ),
    Fault(
        "a term that nobody has reviewed",
        MENTIONS,
        _cell(6, "term", "新词"),
        ("mentions.csv, row 6, column term", "no row of terms.csv", "'新词'"),
    ),
    Fault(
        "terms of a place that does not exist",
        MENTIONS,
        _cell(7, "geography_code", "999999"),
        ("mentions.csv, row 7, column geography_code", "no row of geographies.csv", "'999999'"),
    ),
    Fault(
        "terms of a text that was not read",
        MENTIONS,
        _repeat(2, year="2030"),
        ("mentions.csv", "no row of texts_read.csv", "110000 2030"),
        "figures",
    ),
    Fault(
        "a term that is not counted in one text",
        MENTIONS,
        _rows(lambda rows: rows[1:]),
        ("texts_read.csv, row 2", "does not count every term", "110000 2025"),
        "figures",
    ),
]
