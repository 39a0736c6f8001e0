"""Tables as CSV and as one workbook per page; formulas in the data stay text."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from provincial_targets.site.answers import Row

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def neutral(value: Any) -> Any:
    """Return a value that no spreadsheet reads as a formula: such text gets an apostrophe."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value


def write_csv(path: Path, rows: Sequence[Row]) -> None:
    """Write rows as CSV that spreadsheets open as UTF-8."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(rows[0])
        writer.writerows([neutral(value) for value in row.values()] for row in rows)


def write_xlsx(path: Path, sheets: Mapping[str, Sequence[Row]]) -> None:
    """Write a workbook with a sheet per table; text that starts like a formula stays text."""
    from xlsxwriter import Workbook

    as_they_are = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with Workbook(path, {**as_they_are, "default_date_format": "yyyy-mm-dd"}) as book:
        bold = book.add_format({"bold": True})
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title[:31])
            sheet.freeze_panes(1, 0)
            for index, key in enumerate(rows[0]):
                longest = max(len(str(row[key])) for row in rows)
                sheet.set_column(index, index, min(max(longest, len(key)) + 2, 60))
            sheet.write_row(0, 0, rows[0], bold)
            for index, row in enumerate(rows, 1):
                sheet.write_row(index, 0, row.values())
