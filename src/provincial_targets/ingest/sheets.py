"""Read a CSV or XLSX file as a person sees it: rows of cells with the row numbers on the screen."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from provincial_targets.ingest.cells import MAX_ROWS, Sheet, text_cell

MAX_FILE_BYTES = 16 * 1024 * 1024
"""A full round with every indicator is under 200 KB; more is not a table that a person typed."""


def read_sheets(path: Path, file: str) -> list[Sheet]:
    """Read the file at `path`, called `file` in messages.

    Returns:
        One sheet for a CSV, one for each visible worksheet of an XLSX; a file that cannot be read
        is one sheet with problems.
    """
    sheet = Sheet(file)
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            sheet.refuse(
                f"the file has {size:,} bytes; at most {MAX_FILE_BYTES:,} are expected",
                "Look for a field that swallowed other content, or for pictures; keep the table.",
            )
            return [sheet]
        content = path.read_bytes()
    except OSError as error:
        sheet.refuse(
            f"the file cannot be read: {error.strerror}", "Check its name and permissions."
        )
        return [sheet]
    if not content.strip():
        sheet.refuse("the file is empty", "Fill in the template: ingest --template round.xlsx.")
        return [sheet]
    if content.startswith(b"PK\x03\x04"):
        # Imported late: a CSV needs no spreadsheet library.
        from provincial_targets.ingest.workbooks import read_workbook

        return read_workbook(content, file)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        sheet.refuse(
            "an old Excel file (.xls), or a workbook with a password",
            "Save it without a password as an Excel workbook (.xlsx) or as CSV UTF-8.",
        )
        return [sheet]
    return [_read_csv(content, file)]


def _read_csv(content: bytes, file: str) -> Sheet:
    sheet = Sheet(file)
    text = _decode(content, sheet)
    if text is None:
        return sheet
    for number, fields in _records(text, sheet):
        cells = [text_cell(field) for field in fields]
        if all(cell.is_empty for cell in cells):
            continue
        if len(sheet.rows) == MAX_ROWS:
            sheet.refuse(f"more than {MAX_ROWS:,} rows", "Split the file.", row=number)
            break
        sheet.rows[number] = cells
    return sheet


def _decode(content: bytes, sheet: Sheet) -> str | None:
    """Return the text, UTF-8 before GB18030; or None after saying why there is none."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        sheet.refuse("text in UTF-16 ('Unicode text')", "Save it as 'CSV UTF-8' or as .xlsx.")
        return None
    if b"\0" in content:
        sheet.refuse(
            "a NUL byte: this is not a text file",
            "Save it again as 'CSV UTF-8' or as .xlsx.",
            row=_line(content, content.index(b"\0")),
        )
        return None
    try:
        text = content.decode("utf-8-sig")
        sheet.origin = "CSV in UTF-8"
        return text
    except UnicodeDecodeError as error:
        fault = error
    try:
        text = content.decode("gb18030")
        sheet.origin = "CSV in GB18030 (GBK)"
        return text
    except UnicodeDecodeError:
        sheet.refuse(
            "bytes that are neither UTF-8 nor GBK/GB18030",
            "Save it again as 'CSV UTF-8' or as .xlsx.",
            row=_line(content, fault.start),
            value=content[fault.start : fault.start + 8].hex(" "),
        )
        return None


def _line(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1


def _records(text: str, sheet: Sheet) -> list[tuple[int, list[str]]]:
    """Return the records with the line each begins on, up to the first that cannot be read."""
    first_line = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first_line.count)
    csv.field_size_limit(MAX_FILE_BYTES + 1)  # the giants are named below
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[tuple[int, list[str]]] = []
    begin = 1
    try:
        for fields in reader:
            records.append((begin, fields))
            begin = reader.line_num + 1
    except csv.Error:
        lines = text.splitlines()
        sheet.refuse(
            "unbalanced quotes: a quote that is never closed, or text after a closing quote",
            "Close the quote; write a quote inside a quoted field twice.",
            row=begin,
            value=lines[begin - 1] if begin <= len(lines) else None,
        )
    return records
