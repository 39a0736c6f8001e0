"""Spreadsheets as people keep them: each habit is undone and gives the very same seeds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from provincial_targets.ingest.reference.vocabulary import ALIASES

from ingest_builders import ROW, Project, as_csv, as_xlsx, column, rows

TABLE = rows(
    {"geography_code": "110000", "published_on": "2026-01-20", "note": "甲"},
    {
        "geography_code": "120000",
        "value": "4.5",
        "raw_text": "4.5%以上",
        "published_on": "2026-01-20",
    },
    {
        "geography_code": "610000",
        "indicator": "retail_sales",
        "value": "",
        "raw_text": "与经济增长同步",
        "published_on": "2026-01-20",
    },
)
"""The same table in codes and plain values."""


def changed(*changes: dict[str, object]) -> list[dict[str, object]]:
    return [{**row, **change} for row, change in zip(TABLE, changes, strict=True)]


def everywhere(**change: object) -> list[dict[str, object]]:
    return changed(change, change, change)


def above_the_header(sheet: Any) -> None:
    """A title across the sheet, an empty row, and a group heading above the source's columns."""
    sheet.cell(1, 1).value = "2026年各省政府工作报告目标"
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=8)
    sheet.cell(3, column("publisher")).value = "来源"
    sheet.merge_cells(
        start_row=3, start_column=column("publisher"), end_row=3, end_column=column("kind")
    )


def header_of_two_rows(sheet: Any) -> None:
    """Headings merged over both rows of the header."""
    for index in (column("geography_code"), column("indicator"), column("value")):
        sheet.cell(1, index).value, sheet.cell(2, index).value = sheet.cell(2, index).value, None
        sheet.merge_cells(start_row=1, start_column=index, end_row=2, end_column=index)


def merged_downwards(sheet: Any) -> None:
    """One cell for a value that several rows share."""
    for name in ("published_on", "publisher", "title", "url", "kind", "measure", "year"):
        index = column(name)
        for number in (3, 4):
            sheet.cell(number, index).value = None
        sheet.merge_cells(start_row=2, start_column=index, end_row=4, end_column=index)


def percent_formats(sheet: Any) -> None:
    for number, value, number_format in ((2, 0.05, "0%"), (3, 0.045, "0.00%")):
        sheet.cell(number, column("value")).value = value
        sheet.cell(number, column("value")).number_format = number_format


def excel_dates(sheet: Any) -> None:
    for number in (2, 3, 4):
        sheet.cell(number, column("published_on")).value = dt.datetime(2026, 1, 20)


def numbers_as_numbers(sheet: Any) -> None:
    for number, row in enumerate(TABLE, start=2):
        sheet.cell(number, column("geography_code")).value = int(str(row["geography_code"]))
        sheet.cell(number, column("year")).value = 2026.0
        if row["value"]:
            # A calculation leaves more digits than the cell shows.
            sheet.cell(number, column("value")).value = float(str(row["value"])) + 1e-15


def empty_rows(sheet: Any) -> None:
    sheet.insert_rows(3, 2)
    sheet.cell(3, 2).value = "   "
    sheet.cell(40, 3).number_format = "0.0"


def second_sheet(sheet: Any) -> None:
    sheet.parent.create_sheet("chart data").cell(1, 1).value = "nothing of this is a table"


HABITS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "UTF-8 with a byte order mark": ("a.csv", lambda: as_csv(TABLE, encoding="utf-8-sig")),
    "GBK": ("a.csv", lambda: as_csv(TABLE, encoding="gbk")),
    "GB18030": ("a.csv", lambda: as_csv(TABLE, encoding="gb18030")),
    "line ends of Windows": ("a.csv", lambda: as_csv(TABLE, newline="\r\n")),
    "semicolons for commas": (
        "a.csv",
        lambda: as_csv(TABLE).replace(b",", b";"),
    ),
    "tabs for commas": ("a.txt", lambda: as_csv(TABLE).replace(b",", b"\t")),
    "columns in another order": ("a.csv", lambda: as_csv(TABLE, columns=sorted(ROW))),
    "Chinese headings": (
        "a.csv",
        lambda: as_csv(TABLE, headings={name: names[0] for name, names in ALIASES.items()}),
    ),
    "headings in both languages": (
        "a.csv",
        lambda: as_csv(TABLE, headings={n: f"{a[0]}（{n}）" for n, a in ALIASES.items()}),
    ),
    "headings in capitals with spaces": (
        "a.csv",
        lambda: as_csv(
            TABLE, headings={name: f" {name.replace('_', ' ').upper()} " for name in ROW}
        ),
    ),
    "a title above the header": (
        "a.csv",
        lambda: as_csv(TABLE, above="各省目标,,\n\n数据来源：网络\n"),
    ),
    "the header again on every page": (
        "a.csv",
        lambda: as_csv(TABLE[:1]) + as_csv(TABLE[1:]),
    ),
    "empty rows between and below": (
        "a.csv",
        lambda: as_csv(TABLE).replace(b"\n", b"\n\n" + b"," * 16 + b"\n") + b"\n\n",
    ),
    "short Chinese names": (
        "a.csv",
        lambda: as_csv(
            changed(
                {"geography_code": "北京", "indicator": "地区生产总值"},
                {"geography_code": "天津", "indicator": "地区生产总值"},
                {"geography_code": "陕西", "indicator": "社会消费品零售总额"},
            )
        ),
    ),
    "full Chinese names": (
        "a.csv",
        lambda: as_csv(
            changed(
                {"geography_code": "北京市"},
                {"geography_code": "天津市"},
                {"geography_code": "陕西省"},
            )
        ),
    ),
    "names spaced out to one width": (
        "a.csv",
        lambda: as_csv(
            changed(
                {"geography_code": "北　京"},
                {"geography_code": "天 津"},
                {"geography_code": "陕　西"},
            )
        ),
    ),
    "English names": (
        "a.csv",
        lambda: as_csv(
            changed(
                {"geography_code": "BEIJING", "indicator": "Gross regional product"},
                {"geography_code": "Tianjin Municipality"},
                {"geography_code": "shaanxi province"},
            )
        ),
    ),
    "Chinese names of codes": (
        "a.csv",
        lambda: as_csv(
            everywhere(measure="目标", release="首次公布", kind="新闻", published_on_precision="日")
        ),
    ),
    "full-width digits": (
        "a.csv",
        lambda: as_csv(
            changed(
                {"value": "５", "year": "２０２６", "geography_code": "１１００００"},
                {"value": "４．５％", "published_on": "２０２６－０１－２０"},
                {"year": "２０２６年"},
            )
        ),
    ),
    "spaces around everything": (
        "a.csv",
        lambda: as_csv(
            [
                {name: f"  {value}　" if value else "" for name, value in row.items()}
                for row in TABLE
            ]
        ),
    ),
    "non-breaking spaces and line breaks in a cell": (
        "a.csv",
        lambda: as_csv(changed({"note": "\n甲\xa0\n"}, {"geography_code": "120000\n"}, {})),
    ),
    "a percent sign and a plus": (
        "a.csv",
        lambda: as_csv(changed({"value": "+5%"}, {"value": "04.5 %"}, {})),
    ),
    "dates in Chinese": ("a.csv", lambda: as_csv(everywhere(published_on="2026年1月20日"))),
    "dates with slashes and a time": (
        "a.csv",
        lambda: as_csv(everywhere(published_on="2026/1/20 00:00:00")),
    ),
    "dates with dots": ("a.csv", lambda: as_csv(everywhere(published_on="2026.1.20"))),
    "the precision left to the date": (
        "a.csv",
        lambda: as_csv(everywhere(published_on_precision="")),
    ),
    "a row of the template left alone": (
        "a.csv",
        lambda: as_csv(
            [
                *TABLE,
                {"geography_code": "河北", "indicator": "gdp", "measure": "target", "year": "2026"},
            ]
        ),
    ),
    "the same row twice": ("a.csv", lambda: as_csv([*TABLE, TABLE[0]])),
    "a plain workbook": ("a.xlsx", lambda: as_xlsx(TABLE)),
    "a workbook named .csv": ("a.csv", lambda: as_xlsx(TABLE)),
    "a title and group headings above the header": (
        "a.xlsx",
        lambda: as_xlsx(TABLE, above_the_header, above=3),
    ),
    "headings merged over two rows": (
        "a.xlsx",
        lambda: as_xlsx(TABLE, header_of_two_rows, above=1),
    ),
    "cells merged downwards": ("a.xlsx", lambda: as_xlsx(TABLE, merged_downwards)),
    "percent formats": ("a.xlsx", lambda: as_xlsx(TABLE, percent_formats)),
    "Excel's own dates": ("a.xlsx", lambda: as_xlsx(TABLE, excel_dates)),
    "codes, years and values as numbers": ("a.xlsx", lambda: as_xlsx(TABLE, numbers_as_numbers)),
    "empty rows in a workbook": ("a.xlsx", lambda: as_xlsx(TABLE, empty_rows)),
    "a second sheet that is no table": ("a.xlsx", lambda: as_xlsx(TABLE, second_sheet)),
}


@pytest.fixture(scope="module")
def expected() -> dict[str, dict[str, bytes]]:
    """The seeds after the plain table, once made."""
    return {}


@pytest.mark.parametrize("habit", HABITS)
def test_gives_the_same_seeds_as_the_plain_table(
    make_project: Callable[[], Project], expected: dict[str, dict[str, bytes]], habit: str
) -> None:
    if not expected:
        plain = make_project()
        untouched = plain.seeds()
        plain.file(as_csv(TABLE))
        assert plain.ingest("round.csv", "--yes").code == 0
        expected["seeds"] = plain.seeds()
        assert expected["seeds"] != untouched
    name, content = HABITS[habit]
    project = make_project()
    project.file(content(), name)

    answer = project.ingest(name, "--yes")

    assert answer.code == 0, answer.out + answer.err
    assert project.seeds() == expected["seeds"]


def test_a_month_is_written_as_its_28th(quick_project: Project) -> None:
    quick_project.file(as_csv(rows({"published_on": "2026年1月", "published_on_precision": ""})))

    (added,) = quick_project.ingest("round.csv", "--json").report["additions"]

    assert (added["published_on"], added["published_on_precision"]) == ("2026-01-28", "month")


def test_a_source_that_is_known_is_found_by_its_address(quick_project: Project) -> None:
    known = next(
        record
        for record in quick_project.records("seeds/observations/sources.csv")
        if record["source_id"] == "src-0392"
    )
    described = {
        name: known[name] for name in ("publisher", "title", "url", "kind", "published_on")
    }
    quick_project.file(as_csv(rows(described)))

    report = quick_project.ingest("round.csv", "--json").report

    assert report["sources"] == []
    assert report["additions"][0]["source_id"] == "src-0392"


def test_the_date_of_a_known_source_need_not_be_typed(quick_project: Project) -> None:
    nothing = dict.fromkeys(
        ("publisher", "title", "url", "kind", "published_on", "published_on_precision"), ""
    )
    quick_project.file(as_csv(rows({**nothing, "indicator": "cpi", "source_id": "SRC-0391"})))

    (added,) = quick_project.ingest("round.csv", "--json").report["additions"]

    assert (added["published_on"], added["published_on_precision"]) == ("2026-01-29", "day")


def test_thirty_provinces_of_thirty_one_are_taken_and_the_missing_one_is_named(
    quick_project: Project,
) -> None:
    geographies = quick_project.records("seeds/reference/geographies.csv")
    provinces = [row["name_zh"] for row in geographies if row["level"] == "province"]
    typed = [name for name in provinces if name != "西藏"]
    changes = [
        {"geography_code": name, "year": "2027", "published_on": "2026-03-01"} for name in typed
    ]
    quick_project.file(as_csv(rows(*changes)))

    answer = quick_project.ingest("round.csv", "--yes")

    assert answer.code == 0
    assert "gdp target 2027: no figure for 540000 西藏" in answer.out
    assert "+gdp,target,2027,30,540000" in answer.out


@pytest.mark.parametrize(
    "text",
    [
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-1+1",
        "@SUM(1,1)",
        "'; drop table observations; --",
        "{{ env_var('HOME') }}",
        "<script>alert(1)</script>",
        'a "quoted" word, and a comma',
        "$(touch pwned) `touch pwned`",
    ],
)
def test_text_that_looks_like_code_stays_text(quick_project: Project, text: str) -> None:
    quick_project.file(as_csv(rows({"note": text, "title": text})))

    assert quick_project.ingest("round.csv", "--yes").code == 0

    observation = quick_project.records("seeds/observations/observations.csv")
    source = quick_project.records("seeds/observations/sources.csv")[-1]
    assert text in {record["note"] for record in observation}
    assert source["title"] == text
    assert not list(quick_project.folder.rglob("pwned"))
