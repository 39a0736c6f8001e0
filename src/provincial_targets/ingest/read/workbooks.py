"""Read an XLSX file by what its cells show; formulas are refused, never calculated."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import io
import re
import unicodedata
import zipfile
from typing import Any

from provincial_targets.checks.problems import shorten
from provincial_targets.ingest.read.cells import MAX_ROWS, Cell, Sheet, text_cell
from provincial_targets.ingest.read.formats import (
    CHINESE_DATES,
    date_cell,
    number_cell,
    shown_text,
)
from provincial_targets.ingest.read.kinds import SAVE_AGAIN, STRICT, foreign_archive

_MAX_UNPACKED_BYTES = 32 * 1024 * 1024
"""A small zip can hold gigabytes of zeros; the sizes are checked before anything is unpacked."""

_MAX_CELLS = 200_000

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLAIN = "0123456789+-=()"
_RAISED = {
    "superscript": str.maketrans(
        _PLAIN + "abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
    ),
    "subscript": str.maketrans(_PLAIN, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"),
}
_ALL_RAISED = ("a cell whose whole text is raised or lowered like a mark", "Type it as plain text.")


def read_workbook(content: bytes, file: str) -> list[Sheet]:
    """Read the worksheets of a workbook.

    Returns:
        The sheets in their order; one sheet with problems where the file is no workbook.
    """
    refused = Sheet(file=file)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _inspect(archive, refused)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, OSError, RuntimeError):
        refused.refuse("a damaged workbook, or one with a password", SAVE_AGAIN)
    if refused.problems:
        return [refused]

    import openpyxl  # late: half a second that a CSV does not need

    try:
        workbook = openpyxl.load_workbook(
            io.BytesIO(content), data_only=False, keep_links=False, rich_text=True
        )
        sheets = [_read_worksheet(worksheet, file) for worksheet in workbook.worksheets]
    except Exception as error:  # openpyxl passes on any error of its parsers
        refused.refuse(f"a damaged workbook ({type(error).__name__})", SAVE_AGAIN)
        return [refused]
    if all(sheet.is_hidden for sheet in sheets):
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
    names = archive.namelist()
    foreign = foreign_archive(names, archive.read("mimetype") if "mimetype" in names else b"")
    if foreign is not None:
        sheet.refuse(*foreign)
        return
    if STRICT in archive.read("xl/workbook.xml"):
        sheet.refuse(
            "a Strict Open XML workbook, of which no sheet can be read",
            "Save it as an Excel workbook (.xlsx), the choice without 'Strict'.",
        )
        return
    cells = 0
    for name in names:
        if not name.endswith((".xml", ".rels")):
            continue
        part = archive.read(name)
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
            sheet.refuse(
                "a workbook with an XML document type, which Excel never writes", SAVE_AGAIN
            )
            return
        if name.startswith("xl/worksheets/"):
            cells += part.count(b"<c ") + part.count(b"<c>") + part.count(b"<c/>")
    if cells > _MAX_CELLS:
        sheet.refuse(
            f"{cells:,} cells; at most {_MAX_CELLS:,} are expected",
            "Delete the empty formatted rows and columns.",
        )


def _read_worksheet(worksheet: Any, file: str) -> Sheet:
    sheet = Sheet(
        file=file,
        origin=f"sheet '{worksheet.title}'",
        is_hidden=worksheet.sheet_state != "visible",
    )
    grid: dict[int, dict[int, Cell]] = {}
    for number, cells in enumerate(worksheet.iter_rows(), start=worksheet.min_row):
        struck = [cell for cell in cells if cell.value is not None and cell.font.strike]
        filled = [cell for cell in cells if cell.value is not None]
        if struck == filled:
            struck = struck[:1]  # a row struck through is named once
        grid[number] = {cell.column: _cell(cell) for cell in filled}
        for cell in struck:
            grid[number][cell.column] = _withdrawn(grid[number][cell.column], "struck through")
        for cell in cells:
            if cell.comment is not None:
                _tell_comment(sheet, cell, grid[number])
    for area in worksheet.merged_cells.ranges:
        # Repeat a merged cell in every row that it covers, in its first column only: a title across
        # the sheet is no value of twelve columns.
        top = grid.get(area.min_row, {}).get(area.min_col)
        for number in range(area.min_row + 1, min(area.max_row, worksheet.max_row) + 1):
            if top is not None:
                grid.setdefault(number, {})[area.min_col] = top
    _mark_hidden(worksheet, sheet, grid)
    for number in sorted(grid):
        row = grid[number]
        if all(cell.is_empty for cell in row.values()):
            continue
        if len(sheet.rows) == MAX_ROWS:
            sheet.refuse(f"more than {MAX_ROWS:,} rows", "Split the file.", row=number)
            break
        sheet.rows[number] = [row.get(column, Cell()) for column in range(1, max(row) + 1)]
    return sheet


def _mark_hidden(worksheet: Any, sheet: Sheet, grid: dict[int, dict[int, Cell]]) -> None:
    """Make hidden rows a fault, and name hidden columns."""
    for number, row in grid.items():
        dimension = worksheet.row_dimensions.get(number)
        filled = [column for column, cell in row.items() if not cell.is_empty]
        if dimension is not None and dimension.hidden and filled:
            # Mark the first cell only, so that the row is named once.
            first = min(filled)
            row[first] = _withdrawn(row[first], "in a hidden row")
    for dimension in worksheet.column_dimensions.values():
        if not dimension.hidden:
            continue
        for column in range(dimension.min or 0, (dimension.max or -1) + 1):
            if any(column in row and not row[column].is_empty for row in grid.values()):
                sheet.hidden_columns.add(column - 1)
                letter = worksheet.cell(1, column).column_letter
                sheet.tell(f"{sheet.origin} hides column {letter}, which is read like the others")


def _withdrawn(cell: Cell, state: str) -> Cell:
    """Return a cell that its author put out of sight or crossed out."""
    remedy = "Delete it, or clear the filter and show the row."
    if state == "struck through":
        remedy = "Delete it where it no longer holds; take the line off where it does."
    return dataclasses.replace(cell, fault=cell.fault or (f"{state}: it may not hold", remedy))


def _tell_comment(sheet: Sheet, cell: Any, row: dict[int, Cell]) -> None:
    """Name a comment on a cell: it is not taken, and may say what the figure is."""
    # Excel writes a threaded comment as a fixed text and the comment, indented, below it.
    text = " ".join(cell.comment.text.rsplit("\n    ", 1)[-1].split())
    remark = f"a comment on cell {cell.coordinate} is not taken: {shorten(text)!r}"
    read = row.get(cell.column)
    if read is None or read.is_empty:
        sheet.tell(remark, row=cell.row)
    else:
        row[cell.column] = dataclasses.replace(read, undone=(*read.undone, remark))


def _cell(cell: Any) -> Cell:
    """Return what a cell shows; a formula or an error is a fault."""
    value, number_format = cell.value, cell.number_format or "General"
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
        return date_cell(value, number_format)
    if isinstance(value, (dt.date, dt.time, dt.timedelta)):
        return Cell(text=str(value), is_date=True)
    if isinstance(value, (int, float)):
        return _number(cell)
    if cell.font.vertAlign in _RAISED and str(value).strip():
        return dataclasses.replace(text_cell(str(value)), fault=_ALL_RAISED)
    return _text(value, number_format)


def _number(cell: Any) -> Cell:
    from openpyxl.utils.datetime import from_excel

    if cell.font.vertAlign in _RAISED:
        return dataclasses.replace(
            number_cell(cell.value, cell.number_format or "General"), fault=_ALL_RAISED
        )
    chinese = CHINESE_DATES.get(cell._style.numFmtId)  # openpyxl has no name for these formats
    if chinese is not None:
        with contextlib.suppress(OverflowError, ValueError):
            day = from_excel(cell.value, cell.parent.parent.epoch)
            if isinstance(day, dt.datetime):
                return date_cell(day, chinese)
    return number_cell(cell.value, cell.number_format or "General")


def _text(value: Any, number_format: str) -> Cell:
    """Return a text with its raised and lowered parts in raised and lowered characters.

    What such a mark means is decided with all other marks, where the cell's value is read.
    """
    fault = None
    text = ""
    for part in [value] if isinstance(value, str) else value:
        font = getattr(part, "font", None)
        run = _unescape(str(part))
        if font is not None and font.strike and run.strip():
            fault = ("text that is partly struck through", "Delete what no longer holds.")
        if font is not None and font.vertAlign in _RAISED:
            moved = unicodedata.normalize("NFKC", run).translate(_RAISED[font.vertAlign])
            if any(unicodedata.category(char) in ("Ll", "Lu", "Lo") for char in moved):
                fault = (f"text with a raised or lowered part: {run.strip()!r}", "Delete the part.")
            run = moved
        text += run
    shown = shown_text(text, number_format)
    if text.strip() and not shown.strip():
        fault = (f"a text that its number format hides ({number_format})", "Show it, or delete it.")
        shown = text
    cell = text_cell(shown)
    return dataclasses.replace(cell, fault=cell.fault or fault)


def _unescape(text: str) -> str:
    """Return a text with characters such as `_x000D_` in place of their codes."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
