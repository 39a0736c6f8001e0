"""Read an XLSX file: Excel's habits undone, and nothing in it ever calculated."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from decimal import Decimal
from typing import Any

from provincial_targets.ingest.cells import MAX_ROWS, Cell, Sheet, text_cell

_MAX_UNPACKED_BYTES = 32 * 1024 * 1024
"""A small zip can hold gigabytes of zeros; the sizes are checked before anything is unpacked."""

_MAX_CELLS = 200_000

_AS_XLSX = "Save the table again as an Excel workbook (.xlsx), or as CSV UTF-8."


def read_workbook(content: bytes, file: str) -> list[Sheet]:
    """Read the visible worksheets of a workbook.

    Returns:
        The sheets in their order; one sheet with problems where the file is no workbook.
    """
    refused = Sheet(file)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _inspect(archive, refused)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, OSError, RuntimeError):
        refused.refuse("a damaged workbook, or one with a password", _AS_XLSX)
    if refused.problems:
        return [refused]

    import openpyxl  # late: half a second that a CSV does not need

    try:
        workbook = openpyxl.load_workbook(io.BytesIO(content), data_only=False, keep_links=False)
        sheets = [
            _read_worksheet(worksheet, file)
            for worksheet in workbook.worksheets
            if worksheet.sheet_state == "visible"
        ]
    except Exception as error:  # openpyxl raises what its parsers raise: anything
        refused.refuse(f"a damaged workbook ({type(error).__name__})", _AS_XLSX)
        return [refused]
    if not sheets:
        refused.refuse("no visible worksheet", "Show the sheet that has the table.")
        return [refused]
    return sheets


def _inspect(archive: zipfile.ZipFile, sheet: Sheet) -> None:
    """Refuse what is not a workbook or would not fit in memory, before a library unpacks it."""
    unpacked = sum(item.file_size for item in archive.infolist())
    if unpacked > _MAX_UNPACKED_BYTES:
        sheet.refuse(
            f"the workbook unpacks to {unpacked:,} bytes; "
            f"at most {_MAX_UNPACKED_BYTES:,} are expected",
            "Keep the table only: no pictures, no formats down to the last row.",
        )
        return
    if "[Content_Types].xml" not in archive.namelist() or "xl/workbook.xml" not in (
        archive.namelist()
    ):
        sheet.refuse("a zip file that is no Excel workbook", _AS_XLSX)
        return
    cells = 0
    for name in archive.namelist():
        if not name.endswith((".xml", ".rels")):
            continue
        part = archive.read(name)
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
            sheet.refuse("a workbook with an XML document type, which Excel never writes", _AS_XLSX)
            return
        if name.startswith("xl/worksheets/"):
            cells += part.count(b"<c ") + part.count(b"<c>") + part.count(b"<c/>")
    if cells > _MAX_CELLS:
        sheet.refuse(
            f"{cells:,} cells; at most {_MAX_CELLS:,} are expected",
            "Delete the empty formatted rows and columns.",
        )


def _read_worksheet(worksheet: Any, file: str) -> Sheet:
    sheet = Sheet(file, f"sheet '{worksheet.title}'")
    grid = {
        number: {cell.column: _cell(cell) for cell in cells if cell.value is not None}
        for number, cells in enumerate(worksheet.iter_rows(), start=worksheet.min_row)
    }
    for area in worksheet.merged_cells.ranges:
        # A merged cell speaks for every row that it covers, but for its first column only:
        # a title across the sheet is no value of twelve columns.
        top = grid.get(area.min_row, {}).get(area.min_col)
        for number in range(area.min_row + 1, min(area.max_row, worksheet.max_row) + 1):
            if top is not None:
                grid.setdefault(number, {})[area.min_col] = top
    for number in sorted(grid):
        row = grid[number]
        if all(cell.is_empty for cell in row.values()):
            continue
        if len(sheet.rows) == MAX_ROWS:
            sheet.refuse(f"more than {MAX_ROWS:,} rows", "Split the file.", row=number)
            break
        sheet.rows[number] = [row.get(column, Cell()) for column in range(1, max(row) + 1)]
    return sheet


def _cell(cell: Any) -> Cell:
    """Return what a cell shows; a formula or an error is a fault."""
    value = cell.value
    if cell.data_type == "f":
        shown = value if isinstance(value, str) else "=…"
        return Cell(
            text=text_cell(shown).text,
            fault=(
                "a formula: only values are taken, nothing is calculated",
                "Copy the column and paste it as values.",
            ),
        )
    if cell.data_type == "e":
        return Cell(text=str(value), fault=("an Excel error", "Correct it, or empty the cell."))
    if isinstance(value, bool):
        return Cell(text="true" if value else "false")
    if isinstance(value, dt.datetime):
        day = value.date().isoformat()
        return Cell(text=day if value.time() == dt.time() else value.isoformat(" "), is_date=True)
    if isinstance(value, (dt.date, dt.time, dt.timedelta)):
        return Cell(text=str(value), is_date=True)
    if isinstance(value, (int, float)):
        return Cell(text=_number(value, cell.number_format or "General"))
    return text_cell(str(value))


def _number(value: int | float, number_format: str) -> str:
    """Return a number as it is meant: 0.05 under a percent format is `5%`."""
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    # Fifteen digits is what Excel keeps; the rest is noise of binary fractions.
    number = Decimal(f"{value:.15g}")
    if abs(number) >= Decimal(10) ** 15:
        return f"{value:g}"
    shown = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", number_format.split(";")[0])
    return f"{plain(number * 100)}%" if "%" in shown else plain(number)


def plain(number: Decimal) -> str:
    """Return a number in digits, without an exponent and without idle zeros."""
    text = format(number.normalize(), "f")
    return "0" if text in ("-0", "") else text
