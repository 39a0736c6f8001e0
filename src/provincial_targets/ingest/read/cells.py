"""Cells and sheets: what each reader of a file format returns."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from provincial_targets.checks.csvfile import MAX_FIELD_CHARS
from provincial_targets.checks.problems import CheckedFile, Notice, shorten

MAX_ROWS = 20_000


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell.

    Attributes:
        text: What it says, as it is shown (`5%`, `2027-01-20`), without spaces around it.
        is_date: Whether the spreadsheet holds it as a date.
        undone: What was taken off or converted to arrive at `text`, one remark each; a reader of
            the report sees them.
        fault: Why it cannot be taken: message and remedy.
    """

    text: str = ""
    is_date: bool = False
    undone: tuple[str, ...] = ()
    fault: tuple[str, str] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in it."""
        return not self.text and self.fault is None


@dataclass(kw_only=True)
class Sheet(CheckedFile):
    """The rows of a file, empty ones left out.

    Attributes:
        origin: How it was read, such as `CSV in GB18030`.
        rows: Cells by row number, as an editor or a spreadsheet counts rows (from 1).
        is_hidden: Whether a person does not see it.
        hidden_columns: Positions (from 0) of the columns that a person does not see.
        notices: What was left out or converted for the whole file, such as a hidden row.
    """

    origin: str = ""
    rows: dict[int, Sequence[Cell]] = field(default_factory=dict)
    is_hidden: bool = False
    hidden_columns: set[int] = field(default_factory=set)
    notices: list[Notice] = field(default_factory=list)

    def tell(self, message: str, *, row: int | None = None, column: str | None = None) -> None:
        """Add a notice of this file, once."""
        notice = Notice(row=row, column=column, message=message)
        if notice not in self.notices:
            self.notices.append(notice)


def text_cell(text: str) -> Cell:
    """Return the cell for a text: no spaces around it, a space for a line break inside it."""
    if len(text) > MAX_FIELD_CHARS:
        return Cell(
            text=str(shorten(text)),
            fault=(
                f"{len(text):,} characters in one cell; at most {MAX_FIELD_CHARS:,} are expected",
                "Cut it to the figure's own wording.",
            ),
        )
    parts = [part.strip() for part in text.replace("\ufeff", "").splitlines()]
    joined = " ".join(parts).strip().strip("\u200b")
    filled = [part for part in parts if part]
    if any(a[-1].isdigit() and b[0].isdigit() for a, b in itertools.pairwise(filled)):
        return Cell(
            text=joined,
            fault=(
                "a line break between two digits: one number, or two?",
                "Write one number in a cell.",
            ),
        )
    return Cell(text=joined)
