"""One workbook with the main tables, for readers who use spreadsheets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from provincial_targets.export.catalog import RIGHTS, Table

_NAMED = {
    "geography_code": (
        "marts.dim_geography",
        {"geography": "name_en", "geography_zh": "name_zh", "region": "region_en"},
    ),
    "indicator": (
        "marts.dim_indicator",
        {"indicator_name": "name_en", "indicator_zh": "name_zh", "indicator_unit": "unit_en"},
    ),
    "scope_code": ("marts.dim_scope", {"scope_name": "name_en", "scope_zh": "name_zh"}),
}
"""Codes that the workbook spells out: the table that names them, and what to call the names."""

_HEADER = PatternFill("solid", fgColor="1F3A5F")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_TOP = Alignment(vertical="top")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_BOOLEAN = '"TRUE";;"FALSE"'  # LibreOffice would show 1 and 0
_NOTES_WIDTHS = (26, 30, 100)
_TITLES = 2  # rows of the notes
_WIDEST = 60  # characters; the rest goes to the next line
_LINE, _HIGHEST = 15.0, 409.0  # points; Excel has no higher rows
_CELL_LIMIT = 32_767


@dataclass(frozen=True)
class _Sheet:
    """A sheet: its title and the table of `marts` it shows, names of codes added."""

    title: str
    table: str


_SHEETS = (
    _Sheet("Weighted targets", "weighted_targets"),
    _Sheet("Totals", "target_totals"),
    _Sheet("Targets", "fct_targets"),
    _Sheet("Changes", "target_deltas"),
    _Sheet("Completion", "completion_rates"),
    _Sheet("Completion by scope", "completion_summary"),
    _Sheet("Outturns", "fct_outturns"),
    _Sheet("Sizes", "fct_sizes"),
    _Sheet("Amplification", "target_amplification"),
    _Sheet("National outlook", "national_target_outlook"),
    _Sheet("Round day by day", "round_progress"),
    _Sheet("Reconciliation", "report_reconciliation"),
    _Sheet("Commitments", "commitments"),
    _Sheet("Coverage", "coverage"),
    _Sheet("Sources", "dim_source"),
)


def write(
    path: Path, connection: duckdb.DuckDBPyConnection, tables: list[Table], about: dict[str, Any]
) -> None:
    """Write the workbook: notes first, then one sheet per main table of `marts`.

    Args:
        path: The file.
        connection: The published database.
        tables: Its tables.
        about: `run_id`, `published_at` and `code_version` of the published run.
    """
    by_name = {table.name: table for table in tables if table.schema == "marts"}
    sheets = [sheet for sheet in _SHEETS if sheet.table in by_name]
    book = Workbook()
    notes = book.active
    notes.title = "Notes 说明"
    _write_notes(notes, sheets, by_name, about)
    for sheet in sheets:
        _write_table(book.create_sheet(sheet.title), connection, by_name[sheet.table])
    book.save(path)


def _write_notes(
    notes: Worksheet, sheets: list[_Sheet], tables: dict[str, Table], about: dict[str, Any]
) -> None:
    lines: list[tuple[str, str, str]] = [
        ("Growth targets of China's 31 mainland provinces", "", ""),
        ("中国31个省份经济增长目标", "", ""),
        ("Run", "", about["run_id"]),
        ("Published", "", about["published_at"]),
        ("Code version", "", about["code_version"]),
        ("Licence", "", RIGHTS),
        (
            "Units",
            "",
            "Percent figures are percent (5.4), differences percentage points, sizes 亿元; "
            "jobs and tonnes are in the unit beside the indicator.",
        ),
        ("Missing", "", "Empty cell: none was set, or no source was found; nothing is filled in."),
        ("Averages", "", "Never average averages: sum weighted_sum and weight_sum, then divide."),
        ("Names", "", "Beside a code stand its names in English and in Chinese (_zh)."),
        ("", "", ""),
        ("Sheet", "", "What it holds"),
        *((sheet.title, "", tables[sheet.table].description) for sheet in sheets),
        ("", "", ""),
        ("Sheet", "Column", "Meaning"),
    ]
    lines += [
        (sheet.title, column.name, column.description)
        for sheet in sheets
        for column in tables[sheet.table].columns
    ]
    for place, width in enumerate(_NOTES_WIDTHS, 1):
        notes.column_dimensions[get_column_letter(place)].width = width
    for row, line in enumerate(lines, 1):
        is_header = line[0] == "Sheet"
        for place, text in enumerate(line, 1):
            cell = notes.cell(row, place)
            _set(cell, text.replace("**", "").replace("`", ""))
            cell.font = Font(bold=place == 1 or is_header, size=14 if row <= _TITLES else 11)
            cell.alignment = Alignment(wrap_text=place == len(line), vertical="top")
        lines_high = 1.3 if row <= _TITLES else _lines(line[-1], _NOTES_WIDTHS[-1])
        notes.row_dimensions[row].height = _LINE * lines_high
    _fit_on_paper(notes)


def _write_table(sheet: Worksheet, connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    relation = connection.sql(_query(table))
    meanings = {column.name: column.description for column in table.columns}
    widths = []
    for column, name in enumerate(relation.columns, 1):
        cell = sheet.cell(1, column, name)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = _HEADER
        cell.alignment = _TOP
        widths.append(len(name) + 4)
    for row, values in enumerate(relation.fetchall(), 2):
        lines = 1
        for column, value in enumerate(values, 1):
            if value is None:
                continue
            cell = sheet.cell(row, column)
            _set(cell, value)
            cell.alignment = _TOP
            if isinstance(value, float):
                name = relation.columns[column - 1]
                share = name.endswith(("_share", "coverage")) and "0–1" in meanings.get(name, "")
                cell.number_format = "0.0%" if share else "#,##0.00"
            elif isinstance(value, bool):
                cell.number_format = _BOOLEAN
            elif isinstance(value, str):
                widths[column - 1] = max(widths[column - 1], min(_width(value) + 2, _WIDEST))
                if _width(value) + 2 > _WIDEST:
                    cell.alignment = _WRAPPED
                    lines = max(lines, _lines(value, _WIDEST))
        if lines > 1:
            sheet.row_dimensions[row].height = min(_LINE * lines, _HIGHEST)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    _fit_on_paper(sheet)


def _fit_on_paper(sheet: Worksheet) -> None:
    """Print all columns on one page across, and as many pages down as the rows need."""
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0


def _width(text: str) -> int:
    """Return how many columns of a Latin letter a text takes."""
    return len(text) + sum(ord(letter) > 0x2E7F for letter in text)


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes; words break a little early."""
    return sum(-(-_width(line) * 11 // (width * 10)) or 1 for line in text.split("\n") or [""])


def _set(cell: Cell, value: Any) -> None:
    """Write a value; a text stays a text, also where it looks like a formula."""
    if isinstance(value, str):
        cell.value = _CONTROL.sub("", value)[:_CELL_LIMIT]
        cell.data_type = "s"
    else:
        cell.value = value


def _query(table: Table) -> str:
    """Return the query of a table with the names of its codes right after them."""
    columns, joins = [], []
    for column in table.columns:
        columns.append(f'shown."{column.name}"')
        named = _NAMED.get(column.name)
        if named is None:
            continue
        source, names = named
        alias = f"named_{column.name}"
        joins.append(
            f'left join {source} as {alias} on shown."{column.name}" = {alias}."{column.name}"'
        )
        columns += [f"{alias}.{name} as {label}" for label, name in names.items()]
    order = ", ".join(f'shown."{name}"' for name in table.key) or "all"
    return (
        f"select {', '.join(columns)} from {table.schema}.{table.name} as shown "
        f"{' '.join(joins)} order by {order}"
    )
