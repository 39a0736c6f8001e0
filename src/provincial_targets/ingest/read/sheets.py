"""Read a CSV or XLSX file: rows of cells, by the row numbers that an editor shows."""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import re
from collections.abc import Iterable
from pathlib import Path

from provincial_targets.checks.problems import Notice
from provincial_targets.ingest.read.cells import MAX_ROWS, Sheet, text_cell
from provincial_targets.ingest.read.kinds import foreign_kind
from provincial_targets.ingest.reference.vocabulary import ALIASES, VOCABULARIES

MAX_FILE_BYTES = 16 * 1024 * 1024
"""A full round with every indicator is under 200 KB; more is not a table that a person typed."""

_AS_UTF8 = "Save it again as 'CSV UTF-8' or as .xlsx."
_EAST_ASIAN = {
    "big5": "Big5",
    "950": "Big5",
    "932": "Shift-JIS",
    "shift": "Shift-JIS",
    "euc-jp": "EUC-JP",
    "euc-jis": "EUC-JP",
    "949": "EUC-KR",
    "euc-kr": "EUC-KR",
}
"""Encodings by a part of the name that chardet gives them."""

_WORDS = (
    *itertools.chain(*ALIASES.values(), *(n for c in VOCABULARIES.values() for n in c.values())),
    *"增长 上涨 下降 左右 以上 以下 以内 同步 预期 万元 统计 政府 人民 公报 报告 经济".split(),
)
"""Words of such tables: a Chinese one shows that a text was read in its own encoding."""


def read_sheets(path: Path, file: str, names: Iterable[str] = ()) -> list[Sheet]:
    """Read the file at `path`, called `file` in messages.

    Args:
        path: The file.
        file: Its name in messages.
        names: Names that may stand in it, by which Chinese is recognised as such.

    Returns:
        One sheet for a CSV, one for each worksheet of an XLSX; a file that cannot be read
        is one sheet with problems.
    """
    sheet = Sheet(file=file)
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
        from provincial_targets.ingest.read.workbooks import read_workbook

        return read_workbook(content, file)
    foreign = foreign_kind(content)
    if foreign is not None:
        sheet.refuse(*foreign)
        return [sheet]
    return [_read_csv(content, file, names)]


def _read_csv(content: bytes, file: str, names: Iterable[str]) -> Sheet:
    sheet = Sheet(file=file)
    text = _decode(content, sheet, [name for name in (*_WORDS, *names) if len(name) > 1])
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
    if sheet.rows and not text.endswith(("\n", "\r")):
        message = "the file ends without a line break: see whether this row is whole"
        sheet.notices.append(Notice(row=max(sheet.rows), column=None, message=message))
    return sheet


def _decode(content: bytes, sheet: Sheet, words: Iterable[str]) -> str | None:
    """Return the text, UTF-8 before GB18030; or None after saying why there is none."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_utf16(content):
        sheet.refuse("text in UTF-16 ('Unicode text')", _AS_UTF8)
        return None
    if b"\0" in content:
        sheet.refuse(
            "a NUL byte: this is not a text file",
            _AS_UTF8,
            row=_line(content, content.index(b"\0")),
        )
        return None
    fault: UnicodeDecodeError | None = None
    try:
        text = content.decode("utf-8-sig")
        if not _may_be_gbk(text):
            sheet.origin = "CSV in UTF-8"
            return text
    except UnicodeDecodeError as error:
        fault = error
    import chardet  # late: a file in UTF-8 does not need it

    # Bytes in Big5, Shift-JIS or EUC-KR are mostly valid in GB18030 too, with other characters.
    guess = "utf-8" if fault is None else str(chardet.detect(content)["encoding"]).lower()
    other = next((name for part, name in _EAST_ASIAN.items() if part in guess), None)
    cut = (
        fault is not None
        and fault.reason == "unexpected end of data"
        and not content[: fault.start].isascii()
    )
    try:
        text = content.decode("gb18030")
        is_known = any(word in text for word in words if not word.isascii())
        if not cut and (is_known or (guess.startswith("gb") and _is_plain(text))):
            sheet.origin = "CSV in GB18030 (GBK)"
            return text
    except UnicodeDecodeError as error:
        cut = error.end == len(content) and error.reason == "incomplete multibyte sequence"
    if cut:
        sheet.refuse(
            "the file ends in the middle of a character: it was cut off",
            "Get the file again, whole.",
            row=_line(content, len(content)),
        )
    elif other is not None:
        sheet.refuse(f"text in {other}, not in UTF-8 or GBK", _AS_UTF8)
    elif fault is None:
        sheet.refuse("text that can be read as UTF-8 and, in other words, as GBK", _AS_UTF8)
    else:
        sheet.refuse(
            "bytes that are neither UTF-8 nor GBK/GB18030 for certain",
            _AS_UTF8,
            row=_line(content, fault.start),
            value=content[fault.start : fault.start + 8].hex(" "),
        )
    return None


def _is_utf16(content: bytes) -> bool:
    """Tell whether this is a table in UTF-16 without a byte order mark."""
    for encoding in ("utf-16-le", "utf-16-be"):
        with contextlib.suppress(UnicodeDecodeError):
            text = content.decode(encoding)
            if "\0" not in text and "\n" in text and re.search("[,;\t]", text):
                return True
    return False


def _may_be_gbk(text: str) -> bool:
    """Tell whether what was read as UTF-8 may be a few words in GBK, such as 原页.

    Their bytes are then valid UTF-8 by chance, and letters of Greek to Arabic without any Chinese.
    """
    return any("\u0250" <= char <= "\u07ff" for char in text) and max(text) <= "\u07ff"


def _is_plain(text: str) -> bool:
    """Tell whether most characters are common ones; what was no GB18030 gives rare ones."""
    characters = [char for char in text if not char.isascii()]
    common = sum(bool(char.encode("gb2312", "ignore")) for char in characters)
    return 2 * common > len(characters)


def _line(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1


def _records(text: str, sheet: Sheet) -> list[tuple[int, list[str]]]:
    """Return the records with the line each begins on, up to the first that cannot be read."""
    lines = text.splitlines()
    # Take the delimiter on the most lines: a title has none, a header no decimal comma.
    delimiter = max(
        ",;\t", key=lambda char: (sum(char in line for line in lines), text.count(char))
    )
    csv.field_size_limit(MAX_FILE_BYTES + 1)  # text_cell names the fields that are too long
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[tuple[int, list[str]]] = []
    begin = 1
    try:
        for fields in reader:
            records.append((begin, fields))
            begin = reader.line_num + 1
    except csv.Error:
        sheet.refuse(
            "unbalanced quotes: a quote that is never closed, or text after a closing quote",
            "Close the quote; write a quote inside a quoted field twice.",
            row=begin,
            value=lines[begin - 1] if begin <= len(lines) else None,
        )
    return records
