"""How a fault in the user's data is named: file, row, column, value, and what to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What was converted or taken off in a cell before its value was taken.

    Attributes:
        row: Line in the user's file, as an editor counts it; None for the whole file.
        column: Heading of the column as the user wrote it; None for the whole row.
        message: What was done, with the value before and after.
    """

    row: int | None
    column: str | None
    message: str

    def __str__(self) -> str:
        """Word the notice in one line."""
        place = [
            f"row {self.row}" if self.row is not None else "",
            f"column {self.column}" if self.column is not None else "",
        ]
        return ": ".join(part for part in (", ".join(filter(None, place)), self.message) if part)


@dataclass(frozen=True, order=True)
class Problem:
    """One fault found in an input file.

    Attributes:
        file: Path of the file, relative to the project.
        row: Line in the file as an editor counts it (the header is line 1); None for the file.
        column: Name of the column; None for the whole row or file.
        value: The value found, as text; None where there is none.
        message: What is wrong with it.
        remedy: What to do.
    """

    file: str
    row: int | None
    column: str | None
    value: str | None
    message: str
    remedy: str

    def __str__(self) -> str:
        """Word the problem in one line."""
        place = self.file
        if self.row is not None:
            place += f", row {self.row}"
        if self.column is not None:
            place += f", column {self.column}"
        found = "" if self.value is None else f" (found {self.value!r})"
        return f"{place}: {self.message}{found}. {self.remedy}"
