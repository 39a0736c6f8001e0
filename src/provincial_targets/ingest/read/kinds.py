"""What a file is, whatever its name says."""

from __future__ import annotations

import re
from collections.abc import Collection

SAVE_AGAIN = (
    "Open it in a spreadsheet program, and save the table as an Excel workbook (.xlsx) or as CSV "
    "UTF-8."
)
_UNLOCK = "Save it without a password as an Excel workbook (.xlsx) or as CSV UTF-8."
_COPY = "Copy the table into the template (ingest --template round.xlsx)."

_BEGINNINGS = (
    (b"%pdf", "a PDF document", _COPY),
    (b"{\\rtf", "a text document (RTF)", _COPY),
    (b"mime-version:", "a web archive (MHTML)", SAVE_AGAIN),
    (b"id;p", "a SYLK file", SAVE_AGAIN),
    (b"\x09\x08", "an old Excel file (.xls)", SAVE_AGAIN),
    (b"\x1f\x8b", "a compressed file (gzip)", "Unpack it."),
    (b"rar!", "a compressed file (RAR)", "Unpack it."),
    (b"7z\xbc\xaf", "a compressed file (7z)", "Unpack it."),
    (b"par1", "a Parquet file", SAVE_AGAIN),
    (b"\x89png", "a picture", _COPY),
    (b"\xff\xd8\xff", "a picture", _COPY),
)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_COMPOUND_PARTS = (
    ("WordDocument", "a Word document", _COPY),
    ("EncryptedPackage", "a workbook with a password", _UNLOCK),
    ("Workbook", "an old Excel file (.xls)", SAVE_AGAIN),
)
_ARCHIVED = (
    ("word/document.xml", "a Word document", _COPY),
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb)", SAVE_AGAIN),
    ("ppt/presentation.xml", "a presentation", _COPY),
    ("Index/Document.iwa", "a Numbers spreadsheet", SAVE_AGAIN),
)
STRICT = b"http://purl.oclc.org/ooxml/"
"""Names of a Strict Open XML workbook begin with this; openpyxl finds no sheets under them."""


def foreign_kind(content: bytes) -> tuple[str, str] | None:
    """Return what a file is that is neither a zip archive nor a CSV, and what to do about it."""
    if content.startswith(_COMPOUND):
        for part, kind, remedy in _COMPOUND_PARTS:
            if part.encode("utf-16-le") in content:
                return kind, remedy
        return "an old Excel file (.xls), or a workbook with a password", _UNLOCK
    # Without the NULs, text in UTF-16 reads like any other where it is ASCII.
    head = content[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"").lstrip().lower()
    for beginning, kind, remedy in _BEGINNINGS:
        if (content.lower() if beginning[0] > 0x7F else head).startswith(beginning):
            return kind, remedy
    if head.startswith(b"<"):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
            return "an XML spreadsheet of Excel 2003", SAVE_AGAIN
        if b"<html" in head or b"<table" in head or b"<!doctype html" in head or b"<body" in head:
            return "a web page (HTML)", SAVE_AGAIN
        if b"urn:oasis:names:tc:opendocument" in head:
            return "an OpenDocument spreadsheet (flat XML)", SAVE_AGAIN
        return "an XML file", SAVE_AGAIN
    if re.match(rb'(\{\s*["}]|\[\s*[\[{"0-9])', head):
        return "a JSON file", SAVE_AGAIN
    return None


def foreign_archive(names: Collection[str], mimetype: bytes) -> tuple[str, str] | None:
    """Return what a zip archive is that is no Excel workbook, and what to do about it."""
    if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return "an OpenDocument spreadsheet (.ods)", SAVE_AGAIN
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        return "an OpenDocument text or drawing", _COPY
    for part, kind, remedy in _ARCHIVED:
        if part in names:
            return kind, remedy
    if "[Content_Types].xml" in names and "xl/workbook.xml" in names:
        return None
    return "a zip file that is no Excel workbook", SAVE_AGAIN
