"""One workbook with the main tables, for people who live in spreadsheets."""

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
from openpyxl.worksheet.worksheet import Worksheet

from provincial_targets.export.catalog import Table

_NAMED = {
    "geography_code": (
        "marts.dim_geography",
        {"province": "name_en", "province_zh": "name_zh", "region": "region_en"},
    ),
    "indicator": (
        "marts.dim_indicator",
        {"indicator_name": "name_en", "indicator_zh": "name_zh"},
    ),
    "scope_code": ("marts.dim_scope", {"scope": "name_en", "scope_zh": "name_zh"}),
}
"""Codes that the workbook spells out: the table that names them, and what to call the names."""

_HEADER = PatternFill("solid", fgColor="1F3A5F")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WIDEST = 60
_CELL_LIMIT = 32_767


@dataclass(frozen=True)
class _Sheet:
    """A sheet: its title and the table of `marts` it shows, names of codes added."""

    title: str
    table: str


_SHEETS = (
    _Sheet("Weighted targets", "weighted_targets"),
    _Sheet("Targets", "fct_targets"),
    _Sheet("Changes", "target_deltas"),
    _Sheet("Completion", "completion_rates"),
    _Sheet("Completion by scope", "completion_summary"),
    _Sheet("Outturns", "fct_outturns"),
    _Sheet("Sizes", "fct_sizes"),
    _Sheet("Amplification", "target_amplification"),
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
    lines: list[tuple[str, ...]] = [
        ("Growth targets of China's 31 mainland provinces", "中国31个省份经济增长目标"),
        ("Run", about["run_id"]),
        ("Published", about["published_at"]),
        ("Code version", about["code_version"]),
        ("Licence", "Apache License 2.0, for the compilation; each figure is its source's"),
        ("Units", "Percent figures are percent (5.4), differences percentage points, sizes 亿元."),
        ("Missing", "An empty cell means that no source was found; nothing is filled in."),
        (
            "Averages",
            "Never average weighted averages: sum weighted_sum and weight_sum, then divide.",
        ),
        ("", ""),
        ("Sheet", "What it holds"),
        *((sheet.title, tables[sheet.table].description.replace("**", "")) for sheet in sheets),
        ("", ""),
        ("Column", "Meaning"),
    ]
    meanings: dict[str, str] = {}
    for sheet in sheets:
        for column in tables[sheet.table].columns:
            meanings.setdefault(column.name, column.description)
    lines += sorted(meanings.items())
    for row, line in enumerate(lines, 1):
        for place, text in enumerate(line, 1):
            cell = notes.cell(row, place)
            _set(cell, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(
                bold=place == 1 or line[0] in ("Sheet", "Column"), size=14 if row == 1 else 11
            )
    notes.column_dimensions["A"].width = 32
    notes.column_dimensions["B"].width = 110


def _write_table(sheet: Worksheet, connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    relation = connection.sql(_query(table))
    meanings = {column.name: column.description for column in table.columns}
    widths = []
    for column, name in enumerate(relation.columns, 1):
        cell = sheet.cell(1, column, name)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = _HEADER
        cell.alignment = Alignment(vertical="top")
        widths.append(len(name) + 4)
    for row, values in enumerate(relation.fetchall(), 2):
        for column, value in enumerate(values, 1):
            if value is None:
                continue
            cell = sheet.cell(row, column)
            _set(cell, value)
            if isinstance(value, float):
                name = relation.columns[column - 1]
                share = name.endswith(("_share", "coverage")) and "0–1" in meanings.get(name, "")
                cell.number_format = "0.0%" if share else "#,##0.00"
            else:
                text = str(value)
                wide = len(text) + sum(ord(letter) > 0x2E7F for letter in text)
                widths[column - 1] = max(widths[column - 1], min(wide + 2, _WIDEST))
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


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
