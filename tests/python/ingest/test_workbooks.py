"""Where a cell shows something else than it holds, this is reported, or the row is refused."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from provincial_targets.ingest.read.cells import Cell
from provincial_targets.ingest.read.sheets import read_sheets

from ingest_builders import Project, as_xlsx, column, rows

RAISED = InlineFont(vertAlign="superscript")
STRUCK = InlineFont(strike=True)


def number(value: float, number_format: str) -> Callable[[Any], None]:
    """Put a number under a format into the value of the first row."""

    def edit(sheet: Any) -> None:
        cell = sheet.cell(2, column("value"))
        cell.value, cell.number_format = value, number_format

    return edit


def published(value: object, number_format: str) -> Callable[[Any], None]:
    """Put a date under a format into the date of the first row, and leave the precision empty."""

    def edit(sheet: Any) -> None:
        cell = sheet.cell(2, column("published_on"))
        cell.value, cell.number_format = value, number_format
        sheet.cell(2, column("published_on_precision")).value = None

    return edit


def read(project: Project, content: bytes, name: str) -> Cell:
    """Return the cell of the first row below the header, as the file's reader gives it."""
    (sheet,) = read_sheets(project.file(content, "a.xlsx"), "a.xlsx")
    return sheet.rows[2][column(name) - 1]


NUMBERS = {
    "a plain number": (5, "General", "5", ""),
    "decimals that are all shown": (5.25, "0.00", "5.25", ""),
    "noise of binary fractions": (4.6000000000000005, "0.0", "4.6", ""),
    "thousands separators": (2900.5, "#,##0.0", "2900.5", ""),
    "a space for the thousands": (2900.5, "#\\ ##0.0", "2900.5", ""),
    "a percent format": (0.05, "0.0%", "5%", ""),
    "a percent sign that is only written": (5, '0.0"%"', "5%", ""),
    "an escaped percent sign": (5, "0.0\\%", "5%", ""),
    "a unit in the format": (2900500, '0"万元"', "2900500万元", ""),
    "a unit without quotes": (2900.5, "#,##0.0亿元", "2900.5亿元", ""),
    "a word in the format": (5, '"约"0', "约5", ""),
    "a currency in the format": (2900.5, "[$¥-804]#,##0.0", "¥2900.5", ""),
    "rounded to be shown": (5.04, "0.0", "5.04", "shown as 5.0: the cell holds 5.04"),
    "a percentage rounded to be shown": (0.0504, "0%", "5.04%", "shown as 5: the cell holds 5.04"),
    "scientific": (2900.5, "0.00E+00", "2900.5", ""),
    "Chinese numerals": (5, "[DBNum1][$-804]General", "5", ""),
    "a negative number in brackets": (-2.3, "0.0_);(0.0)", "-2.3", ""),
    "a negative number in red": (-2.3, "0.0;[Red]0.0", "-2.3", "shown by colour only"),
    "a negative number with a triangle": (-2.3, '0.0;"▲"0.0', "-2.3", ""),
    "a negative number with unit in the format": (-2.3, '0.0"%";-0.0"%"', "-2.3%", ""),
    "accounting": (2900.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "2900.5", ""),
    "accounting, zero": (0, '#,##0.00;-#,##0.00;"-"', "0", "the cell holds 0"),
    "a format with no sections for zero": (0, "0.0;-0.0", "0", ""),
}


@pytest.mark.parametrize("case", NUMBERS)
def test_a_number_is_read_with_all_that_its_format_writes(project: Project, case: str) -> None:
    value, number_format, text, said = NUMBERS[case]

    cell = read(project, as_xlsx(rows({}), number(value, number_format)), "value")

    assert (cell.text, cell.fault) == (text, None)
    assert said in " ".join(cell.undone)
    assert bool(said) == bool(cell.undone)


FAULTS = {
    "divided by a thousand": (2900500, "0.0,", "divided by 1,000"),
    "divided by a million": (2900500, '0.0,,"百万"', "divided by 1,000"),
    "a negative number without sign": (-2.3, "0.0;0.0", "without a sign"),
    "hidden": (5, ";;;", "holds another number"),
    "a word for the number": (5, '"达标"', "shows '达标'"),
    "a fraction": (0.5, "# ?/?", "a form that is not read"),
    "words between the digits": (2905, '0"亿"000', "a form that is not read"),
    "a condition": (5, '[>4]"高"0.0;0.0', "a form that is not read"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_number_that_its_format_hides_or_changes_is_refused(
    wary_project: Project, case: str
) -> None:
    value, number_format, said = FAULTS[case]
    wary_project.file(as_xlsx(rows({}), number(value, number_format)), "a.xlsx")

    answer = wary_project.ingest("a.xlsx")

    assert answer.code == 3
    assert "a.xlsx, row 2, column value: " in answer.out
    assert said in answer.out and number_format in answer.out


def test_a_text_is_read_with_what_its_format_writes_around_it(project: Project) -> None:
    def edit(sheet: Any) -> None:
        cell = sheet.cell(2, column("value"))
        cell.value, cell.number_format = "2900500", '@"万元"'

    assert read(project, as_xlsx(rows({}), edit), "value").text == "2900500万元"


MONTHS = (
    "yyyy-mm",
    "yyyy/m",
    "m/yyyy",
    "mmm-yy",
    'yyyy"年"m"月"',
    '[$-804]yyyy"年"m"月";@',
    "[$-409]mmm\\-yy;@",
    'e"年"m"月"',
    "yyyy.mm;@",
)


@pytest.mark.parametrize("number_format", MONTHS)
def test_a_date_whose_cell_shows_no_day_is_a_month(
    quick_project: Project, number_format: str
) -> None:
    edit = published(dt.datetime(2026, 1, 1), number_format)
    quick_project.file(as_xlsx(rows({}), edit), "a.xlsx")

    (added,) = quick_project.ingest("a.xlsx", "--json").report["additions"]

    assert (added["published_on"], added["published_on_precision"]) == ("2026-01-28", "month")


DAYS = (
    "yyyy-mm-dd",
    "mm-dd-yy",
    'yyyy"年"m"月"d"日"',
    "[$-F800]dddd, mmmm dd, yyyy",
    "yyyy-mm-dd hh:mm:ss",
    "d/m/yy h:mm",
)


@pytest.mark.parametrize("number_format", DAYS)
def test_a_date_whose_cell_shows_the_day_is_a_day(
    quick_project: Project, number_format: str
) -> None:
    edit = published(dt.datetime(2026, 1, 20), number_format)
    quick_project.file(as_xlsx(rows({}), edit), "a.xlsx")

    (added,) = quick_project.ingest("a.xlsx", "--json").report["additions"]

    assert (added["published_on"], added["published_on_precision"]) == ("2026-01-20", "day")


def with_format_number(number_id: int) -> bytes:
    """A workbook whose date has a format by number only, as Excel in Chinese writes it."""
    content = as_xlsx(rows({}), published(46023, "mmm-yy"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/styles.xml":
                part = part.replace(b'numFmtId="17"', b'numFmtId="%d"' % number_id)
            new.writestr(name, part)
    return out.getvalue()


@pytest.mark.parametrize(
    ("number_id", "text"),
    [(17, "2026-01"), (27, "2026-01"), (36, "2026-01"), (57, "2026-01"), (31, "2026-01-01")],
)
def test_the_date_formats_that_excel_in_chinese_has_by_number_are_read(
    project: Project, number_id: int, text: str
) -> None:
    cell = read(project, with_format_number(number_id), "published_on")

    assert (cell.text, cell.is_date, cell.fault) == (text, True, None)


@pytest.mark.parametrize("number_format", ['m"月"d"日"', "d-mmm", "[$-804]m.d;@", "d", "dddd"])
def test_a_date_whose_cell_shows_no_year_is_refused(
    wary_project: Project, number_format: str
) -> None:
    edit = published(dt.datetime(2026, 1, 20), number_format)
    wary_project.file(as_xlsx(rows({}), edit), "a.xlsx")

    answer = wary_project.ingest("a.xlsx")

    assert answer.code == 3
    assert "row 2, column published_on: a date of which the cell does not show the year" in (
        answer.out
    )


def test_a_month_that_holds_another_day_than_the_first_is_reported(project: Project) -> None:
    cell = read(
        project, as_xlsx(rows({}), published(dt.datetime(2026, 1, 20), "yyyy-mm")), "published_on"
    )

    assert cell.text == "2026-01"
    assert cell.undone == ("the cell shows 2026-01 and holds 2026-01-20: 2026-01 is taken",)


@pytest.mark.parametrize(
    ("precision", "expected"),
    [("day", ("2026-02-01", "day")), ("month", ("2026-02-28", "month")), (None, None)],
)
def test_a_first_of_a_month_may_have_been_typed_as_a_month(
    quick_project: Project, precision: str | None, expected: tuple[str, str] | None
) -> None:
    def edit(sheet: Any) -> None:
        published(dt.datetime(2026, 2, 1), "yyyy-mm-dd")(sheet)
        sheet.cell(2, column("published_on_precision")).value = precision

    quick_project.file(as_xlsx(rows({}), edit), "a.xlsx")

    answer = quick_project.ingest("a.xlsx", "--json")

    if expected is None:
        (problem,) = answer.report["problems"]
        assert (answer.code, problem["row"], problem["column"]) == (3, 2, "published_on")
        assert "write 2026-02 as text" in problem["remedy"]
    else:
        (added,) = answer.report["additions"]
        assert (added["published_on"], added["published_on_precision"]) == expected


def test_a_time_of_day_is_left_out_and_reported(project: Project) -> None:
    when = dt.datetime(2026, 1, 20, 9, 30)
    cell = read(project, as_xlsx(rows({}), published(when, "yyyy-mm-dd")), "published_on")

    assert (cell.text, cell.undone) == ("2026-01-20", ("the time of day (09:30:00) is left out",))


def test_dates_counted_from_1904_are_the_same_dates(project: Project) -> None:
    def edit(sheet: Any) -> None:
        sheet.parent.epoch = dt.datetime(1904, 1, 1)
        published(dt.datetime(2026, 1, 20), "yyyy-mm-dd")(sheet)

    assert read(project, as_xlsx(rows({}), edit), "published_on").text == "2026-01-20"


def test_a_raised_part_of_a_cell_is_read_as_raised_characters(project: Project) -> None:
    def edit(sheet: Any) -> None:
        sheet.cell(2, column("value")).value = CellRichText("2290", TextBlock(RAISED, "1)"))
        sheet.cell(2, column("note")).value = CellRichText(
            "CO", TextBlock(InlineFont(vertAlign="subscript"), "2"), " 排放", TextBlock(RAISED, "a")
        )

    content = as_xlsx(rows({}), edit)

    assert read(project, content, "value").text == "2290¹⁾"
    assert read(project, content, "note").text == "CO₂ 排放ᵃ"


STATES = {
    "a cell struck through": lambda sheet: strike(sheet, "value"),
    "a part struck through": lambda sheet: put(
        sheet, "value", CellRichText(TextBlock(STRUCK, "4"), "5")
    ),
    "a raised part that has no raised form": lambda sheet: put(
        sheet, "value", CellRichText("5", TextBlock(RAISED, "注"))
    ),
    "a number that is raised as a whole": lambda sheet: raise_all(sheet, 5),
    "a text that is raised as a whole": lambda sheet: raise_all(sheet, "5"),
    "a text that its format hides": lambda sheet: hide_text(sheet),
    "a line break between digits": lambda sheet: put(sheet, "value", "5\n6"),
    "a line break that looks like thousands": lambda sheet: put(sheet, "value", "5\n600"),
    "a line break written as a code": lambda sheet: put(sheet, "value", "5_x000D_\n6"),
}


def put(sheet: Any, name: str, value: object) -> None:
    sheet.cell(2, column(name)).value = value


def strike(sheet: Any, name: str) -> None:
    sheet.cell(2, column(name)).font = Font(strike=True)


def raise_all(sheet: Any, value: object) -> None:
    put(sheet, "value", value)
    sheet.cell(2, column("value")).font = Font(vertAlign="superscript")


def hide_text(sheet: Any) -> None:
    put(sheet, "value", "5")
    sheet.cell(2, column("value")).number_format = ";;;"


@pytest.mark.parametrize("state", STATES)
def test_a_cell_of_which_a_part_may_not_hold_is_refused(wary_project: Project, state: str) -> None:
    wary_project.file(as_xlsx(rows({}), STATES[state]), "a.xlsx")

    answer = wary_project.ingest("a.xlsx")

    assert answer.code == 3
    assert len(re.findall("a.xlsx, row 2, column value: ", answer.out)) == 1


def test_a_row_struck_through_is_refused_once(wary_project: Project) -> None:
    def edit(sheet: Any) -> None:
        for cell in sheet[3]:
            cell.font = Font(strike=True)

    wary_project.file(as_xlsx(rows({}, {"year": "2025"}), edit), "a.xlsx")

    answer = wary_project.ingest("a.xlsx")

    assert answer.code == 3
    assert "a.xlsx, row 3, column geography_code: struck through: it may not hold" in answer.out
    assert "1 problem: nothing is merged" in answer.err


def test_a_hidden_row_is_refused_and_named(wary_project: Project) -> None:
    def edit(sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = True

    wary_project.file(as_xlsx(rows({}, {"year": "2025"}), edit), "a.xlsx")

    answer = wary_project.ingest("a.xlsx")

    assert answer.code == 3
    assert "a.xlsx, row 3, column geography_code: in a hidden row" in answer.out


def test_a_hidden_row_that_states_nothing_is_left_out(quick_project: Project) -> None:
    def edit(sheet: Any) -> None:
        for name in ("value", "raw_text"):
            sheet.cell(3, column(name)).value = None
        sheet.row_dimensions[3].hidden = True

    quick_project.file(as_xlsx(rows({}, {"year": "2025"}), edit), "a.xlsx")

    report = quick_project.ingest("a.xlsx", "--json").report

    assert (report["left_out"], report["problems"]) == ([3], [])


def test_a_hidden_column_is_named(quick_project: Project) -> None:
    def edit(sheet: Any) -> None:
        sheet.column_dimensions["J"].hidden = True

    quick_project.file(as_xlsx(rows({}), edit), "a.xlsx")

    answer = quick_project.ingest("a.xlsx")

    assert answer.code == 0
    assert "sheet 'Sheet' hides column J, which is read like the others" in answer.out


def test_a_comment_on_a_cell_is_named_and_not_taken(quick_project: Project) -> None:
    def edit(sheet: Any) -> None:
        sheet.cell(2, column("value")).comment = Comment("初步数", "某人")
        sheet.cell(2, column("note")).comment = Comment(
            "[Threaded comment]\n\nYour version of Excel reads it.\n\nComment:\n    以决算为准",
            "某人",
        )

    quick_project.file(as_xlsx(rows({}), edit), "a.xlsx")

    answer = quick_project.ingest("a.xlsx")

    assert answer.code == 0
    assert "row 2, column value: a comment on cell E2 is not taken: '初步数'" in answer.out
    assert "row 2: a comment on cell P2 is not taken: '以决算为准'" in answer.out


def test_a_line_break_between_words_is_a_space(project: Project) -> None:
    content = as_xlsx(rows({"note": "见第五页_x000D_\n2025年\n决算"}))

    assert read(project, content, "note").text == "见第五页 2025年 决算"


@pytest.mark.parametrize("number_format", ['"截至"yyyy-mm', 'yyyy-mm"上旬"', 'yyyy"年预计"'])
def test_words_that_a_format_writes_around_a_date_refuse_it(
    wary_project: Project, number_format: str
) -> None:
    edit = published(dt.datetime(2026, 1, 1), number_format)
    wary_project.file(as_xlsx(rows({}), edit), "a.xlsx")

    answer = wary_project.ingest("a.xlsx")

    assert answer.code == 3
    assert "a date shown with other words" in answer.out


@pytest.mark.parametrize("number_format", ["General", "0.00"])
def test_a_month_that_may_be_october_without_its_zero_is_refused(
    wary_project: Project, number_format: str
) -> None:
    wary_project.file(as_xlsx(rows({}), published(2026.10, number_format)), "a.xlsx")

    answer = wary_project.ingest("a.xlsx")

    assert answer.code == 3
    assert "Write it as text: 2026-01 or 2026-10" in answer.out


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_with_a_table_is_named_and_not_read(
    quick_project: Project, state: str
) -> None:
    def edit(sheet: Any) -> None:
        other = sheet.parent.create_sheet("old")
        for row in sheet.iter_rows(values_only=True):
            other.append(list(row))
        other.sheet_state = state

    quick_project.file(as_xlsx(rows({}), edit), "a.xlsx")

    answer = quick_project.ingest("a.xlsx", "--json")

    assert len(answer.report["additions"]) == 1
    assert [notice["message"] for notice in answer.report["notices"]] == [
        "sheet 'old' is hidden and holds a table, which is not read"
    ]


def test_the_hidden_lists_of_the_template_are_no_table(quick_project: Project) -> None:
    quick_project.ingest("--template", "round.xlsx")

    answer = quick_project.ingest("round.xlsx", "--json")

    assert answer.report["notices"] == []
