"""Read a CSV file strictly: what pandas would guess, repair or skip is reported as a problem.

Expectations check cells. Faults that occur before there are cells (bytes, quotes, the number of
fields on a line) are found here, so that no row is lost or shifted without notice.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from provincial_targets.checks.problems import CheckedFile

MAX_FILE_BYTES = 32 * 1024 * 1024
MAX_FIELD_CHARS = 4_000
"""The longest real field has under 300 characters; a longer one is a quote that never closes."""

DUCKDB = (
    "header = true, skip = 0, delim = ',', quote = '\"', escape = '\"', comment = '', "
    "nullstr = '', encoding = 'utf-8', dateformat = '%Y-%m-%d', decimal_separator = '.', "
    "thousands = '', strict_mode = true, null_padding = false, ignore_errors = false"
)
"""The same form as options of DuckDB's `read_csv`, as in macros/cross_db/seeds.sql."""

_FIELD = r'(?:"(?:[^"]|"")*"|[^",]*)'
_RECORD = re.compile(f"{_FIELD}(?:,{_FIELD})*")
"""A line of RFC 4180: a quote opens a field, closes it, or stands twice inside."""
CONTROL = r"[\x00-\x1f\x7f-\x9f]"
"""A character that no text of the inputs may have, as a pattern of Python and DuckDB."""
_RESAVE = "Save the file as CSV in UTF-8."


@dataclass(kw_only=True)
class CsvFile(CheckedFile):
    """A CSV file as text; its rows are complete only without `problems`.

    Attributes:
        header: Names of the columns.
        rows: One list of texts per row, as long as the header.
        lines: The line of each row, as a text editor counts it (the header is line 1).
    """

    header: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


def read(path: Path, name: str) -> CsvFile:
    """Read the CSV file at `path`, called `name` in messages; faults end up in `problems`."""
    file = CsvFile(file=name)
    text = _decode(path, file)
    if text is None:
        return file
    lines = _lines(text, file)
    if lines and lines[-1] == "":
        lines.pop()
    records = _records(lines, file)
    _, header = next(records, (1, None))
    if header is None:
        if not file.problems:
            file.refuse("the file is empty", "Restore it from the last commit.")
        return file
    file.header = header
    for duplicate in sorted({c for c in header if header.count(c) > 1}):
        file.refuse("two columns have the same name", "Rename one.", row=1, column=duplicate)
    for line, fields in records:
        if len(fields) != len(header):
            file.refuse(
                f"{len(fields)} fields where the header has {len(header)}",
                "Put quotes around a field that contains a comma; add the fields that are missing.",
                row=line,
                value=",".join(fields),
            )
            continue
        file.rows.append(fields)
        file.lines.append(line)
    return file


def _decode(path: Path, file: CsvFile) -> str | None:
    """Return the text of the file, or None after adding a problem."""
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            file.refuse(
                f"the file has {size:,} bytes; at most {MAX_FILE_BYTES:,} are expected",
                "Look for a field that swallowed other content.",
            )
            return None
        content = path.read_bytes()
    except OSError as error:
        file.refuse(f"the file cannot be read: {error.strerror}", "Restore it or its permissions.")
        return None
    if b"\0" in content:
        line = content.count(b"\n", 0, content.index(b"\0")) + 1
        file.refuse("a NUL byte: this is not a text file in UTF-8", _RESAVE, row=line)
        return None
    try:
        # Excel writes a byte order mark, which is not part of the first column's name.
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = content[error.start : error.start + 8]
        try:
            content.decode("gb18030")
            guess = "; it looks like GBK"
        except UnicodeDecodeError:
            guess = ""
        file.refuse(f"bytes that are not UTF-8{guess}", _RESAVE, row=line, value=found.hex(" "))
        return None


def _lines(text: str, file: CsvFile) -> list[str]:
    """Split a text into lines, which must all end in the same way."""
    ends = re.findall("\r\n|\r|\n", text)
    for number, end in enumerate(ends, start=1):
        if end != ends[0]:
            file.refuse(
                "a line end of another kind than on the first line",
                "Save the file with the same line end on every line.",
                row=number,
            )
            break
    return re.split("\r\n|\r|\n", text)


def _records(lines: list[str], file: CsvFile) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and fields of each line.

    A record must not span lines, so that row numbers are those of an editor and an unclosed quote
    is reported on its own line.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            file.refuse("an empty line", "Delete it.", row=number)
            continue
        if len(line) > MAX_FIELD_CHARS and (found := _giant(line)):
            file.refuse(
                f"a field of {len(found):,} characters; at most {MAX_FIELD_CHARS:,} are expected",
                "Cut it to the figure's own wording.",
                row=number,
                value=found,
            )
            continue
        if control := re.search(CONTROL, line):
            file.refuse(
                "a control character",
                "Delete it.",
                row=number,
                value=f"U+{ord(control[0]):04X}",
            )
            continue
        if not _RECORD.fullmatch(line):
            file.refuse(
                "unbalanced quotes, or a quote or a line break inside a field",
                "Close the quote; put a field that contains a quote into quotes and write the one "
                "inside twice; keep a row on a line.",
                row=number,
                value=line,
            )
            continue
        yield number, next(csv.reader([line], strict=True))


def _giant(line: str) -> str | None:
    """Return the longest field of a line where it exceeds the limit."""
    longest: str = max(re.findall(_FIELD, line), key=len)
    return longest if len(longest) > MAX_FIELD_CHARS else None
