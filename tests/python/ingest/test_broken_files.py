"""Broken files: each is refused with the place and the remedy, and nothing changes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from ingest_builders import ROW, Project, as_csv, as_xlsx, column, rows

BAD_INPUT = 3


@dataclass
class Broken:
    """A broken file, and the message that it must get.

    Attributes:
        sentence: The fault, in words.
        content: The file.
        row: The row to be named.
        column: The column to be named.
        value: A part of the value to be named.
        message: A part of the message.
        remedy: A part of the remedy.
        name: The file's name.
    """

    sentence: str
    content: Callable[[], bytes]
    row: int | None
    column: str | None
    value: str | None
    message: str
    remedy: str
    name: str = "round.csv"


def cell(
    sentence: str,
    name: str,
    value: str,
    message: str,
    remedy: str,
    *,
    blamed: str | None = None,
    shown: str | None = None,
    **others: str,
) -> Broken:
    """A good file of two rows, in whose second row one cell is broken."""
    table = rows({"geography_code": "天津"}, {**others, name: value})
    return Broken(
        sentence,
        lambda: as_csv(table),
        3,
        blamed or name,
        (value or None) if shown is None else shown,
        message,
        remedy,
    )


def in_second_row(
    name: str, value: object, number_format: str | None = None
) -> Callable[[], bytes]:
    """A good workbook of two rows, in whose second row one cell is broken."""

    def edit(sheet: Any) -> None:
        target = sheet.cell(3, column(name))
        target.value = value
        if number_format:
            target.number_format = number_format

    return lambda: as_xlsx(rows({"geography_code": "天津"}, {}), edit)


def without(name: str) -> bytes:
    return as_csv(rows({}), columns=[key for key in ROW if key != name])


def zipped(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def bomb() -> bytes:
    """50 KB that unpack to 64 MB."""
    return zipped(
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/worksheets/sheet1.xml", b"<c/>" * (16 << 20)),
    )


def with_entities() -> bytes:
    laughs = (
        b'<!DOCTYPE lol [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
    )
    return zipped(
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/worksheets/sheet1.xml", laughs),
    )


def crowded() -> bytes:
    sheet = b"<sheetData>" + b"<c/>" * 200_001 + b"</sheetData>"
    return zipped(
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/worksheets/sheet1.xml", sheet),
    )


def two_tables() -> bytes:
    def edit(sheet: Any) -> None:
        copy = sheet.parent.create_sheet("second")
        for cells in sheet.iter_rows():
            for source in cells:
                copy.cell(source.row, source.column).value = source.value

    return as_xlsx(rows({}), edit)


def only_hidden() -> bytes:
    with zipfile.ZipFile(io.BytesIO(as_xlsx(rows({})))) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    hidden = (b'state="visible"', b'state="hidden"')
    return zipped(*((name, content.replace(*hidden)) for name, content in members))


KNOWN = {name: "" for name in ("publisher", "title", "url", "kind")}
GOOD = as_csv(rows({}))

FILES = [
    Broken("an empty file", lambda: b"", None, None, None, "is empty", "template"),
    Broken(
        "a file of blank lines", lambda: b"\n  \n\r\n", None, None, None, "is empty", "template"
    ),
    Broken(
        "a header and no rows",
        lambda: GOOD.splitlines(keepends=True)[0],
        1,
        None,
        None,
        "a header and no rows",
        "Add rows",
    ),
    Broken(
        "rows without a header",
        lambda: b"".join(GOOD.splitlines(keepends=True)[1:]),
        None,
        None,
        None,
        "no header found",
        "geography_code or 省份",
    ),
    Broken(
        "a missing column", lambda: without("value"), 1, "value", None, "is missing", "template"
    ),
    Broken(
        "an unknown column",
        lambda: as_csv(rows({"colour": "red"})),
        1,
        "colour",
        None,
        "unknown column",
        "Rename it, or delete it",
    ),
    Broken(
        "a misspelt column",
        lambda: as_csv(rows({}), headings={"raw_text": "raw_txt"}),
        1,
        "raw_txt",
        None,
        "unknown column",
        "Did you mean raw_text?",
    ),
    Broken(
        "two columns for the same thing",
        lambda: as_csv(rows({}), headings={"note": "数值"}),
        1,
        "数值",
        None,
        "two columns for value",
        "Delete one",
    ),
    Broken(
        "a row with too few fields",
        lambda: GOOD + "天津,gdp,target\n".encode(),
        3,
        None,
        "天津, gdp, target",
        "3 fields where the header has 17",
        "add the fields",
    ),
    Broken(
        "a row with too many fields, as from a comma in the wording",
        lambda: GOOD.replace("5%左右".encode(), "5%左右,力争更好".encode()),
        2,
        None,
        "力争更好",
        "18 fields where the header has 17",
        "Put quotes",
    ),
    Broken(
        "a value in a column without a heading",
        lambda: as_csv(rows({"": "lost"})),
        2,
        None,
        "lost",
        "a column without a heading",
        "Name the column",
    ),
    Broken(
        "a NUL byte",
        lambda: GOOD.replace(b"example.org", b"exa\0mple", 1),
        2,
        None,
        None,
        "NUL byte",
        "Save it again",
    ),
    Broken(
        "a quote that is never closed",
        lambda: GOOD + GOOD.splitlines(keepends=True)[1].replace("北京".encode(), '"北京'.encode()),
        3,
        None,
        '"北京',
        "unbalanced quotes",
        "Close the quote",
    ),
    Broken(
        "text after a closing quote",
        lambda: GOOD.replace("5%左右".encode(), '"5%"左右'.encode()),
        2,
        None,
        "左右",
        "text after a closing quote",
        "write a quote inside a quoted field twice",
    ),
    Broken(
        "a field of 50 MB",
        lambda: GOOD.replace(b"example.org", b"x" * 50_000_000, 1),
        None,
        None,
        None,
        "bytes; at most 16,777,216",
        "field that swallowed",
    ),
    Broken(
        "text in UTF-16",
        lambda: as_csv(rows({}), encoding="utf-16"),
        None,
        None,
        None,
        "UTF-16",
        "CSV UTF-8",
    ),
    Broken(
        "bytes of no encoding that anybody uses here",
        lambda: GOOD.replace("北京".encode(), b"\xff\xfe\xfa"),
        2,
        None,
        "ff fe fa",
        "neither UTF-8 nor GBK",
        "CSV UTF-8",
    ),
    Broken(
        "a zip file that is no workbook",
        lambda: zipped(("readme.txt", b"hello")),
        None,
        None,
        None,
        "no Excel workbook",
        ".xlsx",
        "round.xlsx",
    ),
    Broken(
        "a workbook cut short",
        lambda: as_xlsx(rows({}))[:-400],
        None,
        None,
        None,
        "damaged workbook",
        ".xlsx",
        "round.xlsx",
    ),
    Broken(
        "an old or locked workbook",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        None,
        None,
        None,
        ".xls",
        "without a password",
        "round.xls",
    ),
    Broken(
        "a zip bomb", bomb, None, None, None, "unpacks to 67,108,", "Keep the table", "round.xlsx"
    ),
    Broken(
        "a workbook with a field of 50 MB",
        lambda: zipped(("xl/sharedStrings.xml", b"x" * 50_000_000)),
        None,
        None,
        None,
        "unpacks to 50,000,000 bytes",
        "Keep the table",
        "round.xlsx",
    ),
    Broken(
        "a workbook with XML entities",
        with_entities,
        None,
        None,
        None,
        "document type",
        ".xlsx",
        "round.xlsx",
    ),
    Broken(
        "a sheet formatted down to the last row",
        crowded,
        None,
        None,
        None,
        "200,001 cells",
        "empty formatted rows",
        "round.xlsx",
    ),
    Broken(
        "two sheets with a table",
        two_tables,
        None,
        None,
        None,
        "more than one table",
        "Keep one",
        "round.xlsx",
    ),
    Broken(
        "a workbook whose sheets are hidden",
        only_hidden,
        None,
        None,
        None,
        "no visible worksheet",
        "Show the sheet",
        "round.xlsx",
    ),
]

CELLS = [
    cell(
        "a province that does not exist", "geography_code", "福摩萨", "unknown province", "add it"
    ),
    cell("no province", "geography_code", "", "no province", "by name or by code"),
    cell(
        "a misspelt province",
        "geography_code",
        "Shaanxxi",
        "unknown province",
        "Did you mean Shaanxi",
    ),
    cell(
        "a code of no province", "geography_code", "990000", "unknown province", "geographies.csv"
    ),
    cell(
        "Jinja for a province",
        "geography_code",
        "{{ env_var('HOME') }}",
        "unknown province",
        "a name or a code",
    ),
    cell(
        "SQL for an indicator",
        "indicator",
        "gdp'; drop table observations; --",
        "unknown indicator",
        "indicators.csv",
    ),
    cell(
        "a command for a province",
        "geography_code",
        "=cmd|' /C calc'!A0",
        "unknown province",
        "geographies.csv",
    ),
    cell("an unknown measure", "measure", "forecast", "not one of the accepted", "target (目标)"),
    cell("no measure", "measure", "", "a value is missing", "Fill it in"),
    cell("a year of two digits", "year", "26", "not a calendar year", "such as 2027"),
    cell("a year in words", "year", "二〇二六", "not a calendar year", "such as 2027"),
    cell("NaN for a value", "value", "NaN", "not one plain number", "leave the value empty"),
    cell("infinity for a value", "value", "-inf", "not one plain number", "leave the value empty"),
    cell("1e308 for a value", "value", "1e308", "not one plain number", "leave the value empty"),
    cell("a range for a value", "value", "4.5-5", "not one plain number", "into the wording"),
    cell("a decimal comma", "value", "4,5", "not one plain number", "with a point"),
    cell(
        "an Excel error as text", "value", "#N/A", "not one plain number", "leave the value empty"
    ),
    cell(
        "a percentage stored as 0.05",
        "value",
        "0.05",
        "the wording '5%左右' does not state: 5 is read in it",
        "Correct one of them",
    ),
    cell(
        "a percentage stored as 0.05 beside words without a digit",
        "value",
        "0.05",
        "the wording '百分之五' does not state: 5 is read in it",
        "Correct one of them",
        raw_text="百分之五",
    ),
    cell(
        "a value of another province's row",
        "value",
        "5.5",
        "the wording '5%左右' does not state",
        "wording_exceptions.csv",
    ),
    cell(
        "a percent sign on a size",
        "value",
        "5%",
        "where a size in 100 million yuan",
        "make the row a target",
        measure="size",
        year="2025",
        release="first",
    ),
    cell("no wording", "raw_text", "", "no wording", "source's own words"),
    cell(
        "a unit that does not fit",
        "unit",
        "亿元",
        "does not go with this measure",
        "percent for targets",
    ),
    cell(
        "an outturn that does not say which release",
        "measure",
        "outturn",
        "a value is missing",
        "estimate, first, final or revised",
        blamed="release",
        shown="",
        year="2025",
        release="",
    ),
    cell("29 February of a common year", "published_on", "2026-02-29", "calendar does not", "date"),
    cell("a thirteenth month", "published_on", "2026-13-01", "calendar does not", "2027-01-31"),
    cell("a date to be read two ways", "published_on", "3/4/2026", "one way only", "2027-01-31"),
    cell(
        "a date that lost its format",
        "published_on",
        "46056",
        "may mean 2026-02-03",
        "Format the cell as a date",
    ),
    cell("no date", "published_on", "", "no date", "2026-01-31 with precision inferred"),
    cell(
        "a month where a day is claimed",
        "published_on",
        "2026-02",
        "a month where the precision says day",
        "Write the day too",
    ),
    cell(
        "a day where a month is claimed",
        "published_on_precision",
        "month",
        "a day where the precision says month",
        "year and month only",
        blamed="published_on",
        shown="2026-02-03",
    ),
    cell(
        "an outturn known before its year",
        "year",
        "2027",
        "still to come when this was published",
        "Correct the year",
        measure="outturn",
        release="first",
    ),
    cell(
        "a target for a year far away",
        "year",
        "2062",
        "still to come when this was published",
        "Correct the year",
    ),
    cell("an unknown source", "source_id", "src-9999", "unknown source", "publisher", **KNOWN),
    cell("no source at all", "source_id", "", "no source", "source_id of sources.csv", **KNOWN),
    cell(
        "a new source without a kind",
        "kind",
        "",
        "described by publisher, title and kind",
        "Fill it in",
        title="又一篇",
        url="",
    ),
    cell(
        "a known source under another title",
        "source_id",
        "src-0391",
        "src-0391 of sources.csv has",
        "leave it empty",
        blamed="publisher",
        shown="example.org",
        published_on="2026-01-29",
    ),
    cell(
        "a source that two rows describe differently",
        "kind",
        "official",
        "row 2, which cites the same source, has 'news'",
        "Write the same",
    ),
    cell(
        "another date than that of the source",
        "published_on",
        "2026-01-30",
        "src-0391 of sources.csv was published on 2026-01-29",
        "Correct the date or the source",
        source_id="src-0391",
        **KNOWN,
    ),
    cell("an id that is none", "observation_id", "17", "not an identifier", "obs-00123"),
    cell(
        "the id of another observation",
        "observation_id",
        "obs-00103",
        "obs-00103 has",
        "Add --replace",
        blamed="indicator",
        shown="gdp",
    ),
    cell(
        "a control character",
        "note",
        "ring \x07 the bell",
        "cannot be shown (U+0007)",
        "Delete the character",
    ),
    cell(
        "GBK that was read as UTF-8",
        "raw_text",
        "5%左右".encode("gbk").decode("utf-8", "replace"),
        "garbled",
        "Open the original again",
    ),
    cell(
        "UTF-8 that was read as GBK",
        "note",
        "政府工作".encode().decode("gb18030"),
        "garbled",
        "Open the original again",
    ),
    cell(
        "UTF-8 that was read as Western European",
        "note",
        "政府工作".encode().decode("latin-1"),
        "garbled",
        "Open the original again",
    ),
    cell(
        "a field of 5,000 characters",
        "note",
        "x" * 5_000,
        "5,000 characters",
        "Cut it",
        shown="x" * 60,
    ),
]

WORKBOOK_CELLS = [
    Broken(
        "a formula for a value",
        in_second_row("value", "=2+3"),
        3,
        "value",
        "=2+3",
        "a formula",
        "paste it as values",
    ),
    Broken(
        "a command as a formula",
        in_second_row("note", "=cmd|' /C calc'!A0"),
        3,
        "note",
        "=cmd",
        "a formula",
        "paste it as values",
    ),
    Broken(
        "an error of Excel",
        in_second_row("value", "#REF!"),
        3,
        "value",
        "#REF!",
        "Excel error",
        "empty",
    ),
    Broken(
        "a value that Excel took for a date",
        in_second_row("value", dt.datetime(2026, 5, 4)),
        3,
        "value",
        "2026-05-04",
        "made a date of the value",
        "as a number",
    ),
    Broken(
        "a wording that Excel took for a date",
        in_second_row("raw_text", dt.datetime(2026, 5, 4)),
        3,
        "raw_text",
        "2026-05-04",
        "made a date of the wording",
        "as text",
    ),
    Broken(
        "a year that Excel took for a date",
        in_second_row("year", dt.datetime(2026, 1, 1)),
        3,
        "year",
        "2026-01-01",
        "not a calendar year",
        "such as 2027",
    ),
    Broken(
        "a percentage of 5 under a percent format",
        in_second_row("value", 5, "0%"),
        3,
        "value",
        "500%",
        "does not state",
        "Correct one of them",
    ),
    Broken(
        "a value too large for a table",
        in_second_row("value", 1e308),
        3,
        "value",
        "1e+308",
        "not one plain number",
        "leave the value empty",
    ),
]
for broken in WORKBOOK_CELLS:
    broken.name = "round.xlsx"

ALL = [*FILES, *CELLS, *WORKBOOK_CELLS]


@pytest.mark.parametrize("broken", ALL, ids=[broken.sentence for broken in ALL])
def test_is_refused_with_place_and_remedy(wary_project: Project, broken: Broken) -> None:
    before = wary_project.seeds()
    wary_project.file(broken.content(), broken.name)

    answer = wary_project.ingest(broken.name, "--yes", "--json")

    assert answer.code == BAD_INPUT
    problems = answer.report["problems"]
    assert {problem["row"] for problem in problems} == {broken.row}, problems
    found = problems[0]
    assert found["file"] == broken.name
    assert (found["row"], found["column"]) == (broken.row, broken.column)
    assert broken.value is None or broken.value in (found["value"] or "")
    assert broken.message in found["message"]
    assert broken.remedy in found["remedy"]
    assert not answer.report["merged"]
    assert wary_project.seeds() == before


def test_a_file_that_is_not_there_is_named(wary_project: Project) -> None:
    answer = wary_project.ingest("nowhere.xlsx", "--yes")

    assert answer.code == BAD_INPUT
    assert "nowhere.xlsx: the file cannot be read: No such file or directory" in answer.out


def test_one_refused_row_keeps_the_good_ones_out(wary_project: Project) -> None:
    before = wary_project.seeds()
    table = rows({}, {"geography_code": "天津", "value": "five"}, {"geography_code": "河北"})
    wary_project.file(as_csv(table))

    answer = wary_project.ingest("round.csv", "--yes")

    assert answer.code == BAD_INPUT
    assert "row 2: add obs-" in answer.out
    assert "round.csv, row 3, column value: not one plain number (found 'five')" in answer.out
    assert "1 problem: nothing is merged" in answer.err
    assert wary_project.seeds() == before


def test_every_problem_of_a_file_is_named_at_once(wary_project: Project) -> None:
    table = rows({"year": "26", "value": "five"}, {"geography_code": "福摩萨"})
    wary_project.file(as_csv(table))

    answer = wary_project.ingest("round.csv", "--json")

    places = [(found["row"], found["column"]) for found in answer.report["problems"]]
    assert places == [(2, "year"), (2, "value"), (3, "geography_code")]
