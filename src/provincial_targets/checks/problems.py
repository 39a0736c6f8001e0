"""Describe a fault in the user's data: file, row, column, value, and what to do."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_VALUE_SHOWN = 60  # characters


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
        """Return the notice as one line."""
        place = [
            f"row {self.row}" if self.row is not None else "",
            f"column {self.column}" if self.column is not None else "",
        ]
        return ": ".join(part for part in (", ".join(filter(None, place)), self.message) if part)


@dataclass(frozen=True, order=True, kw_only=True)
class Problem:
    """One fault found in an input file.

    Attributes:
        file: Path of the file, relative to the project.
        row: Line in the file as an editor counts it (the header is line 1); None for the file.
        column: Name of the column; None for the whole row or file.
        value: The value found, as text; None where there is none.
        message: What is wrong with it.
        remedy: What to do.
        more_rows: Further lines of the file with the same fault, in their order.
    """

    file: str
    row: int | None
    column: str | None
    value: str | None
    message: str
    remedy: str
    more_rows: Sequence[int] = field(default=(), compare=False)

    def with_rows(self, more_rows: Sequence[int]) -> Problem:
        """Return the problem with further rows that have it too."""
        return dataclasses.replace(self, more_rows=tuple(more_rows))

    def __str__(self) -> str:
        """Return the problem as one line."""
        place = self.file
        if self.row is not None:
            place += f", {name_rows([self.row, *self.more_rows])}"
        if self.column is not None:
            place += f", column {self.column}"
        found = "" if self.value is None else f" (found {self.value!r})"
        return f"{place}: {self.message}{found}. {self.remedy}"


def shorten(text: str | None) -> str | None:
    """Cut a value to what a message can show."""
    return text if text is None or len(text) <= _VALUE_SHOWN else text[:_VALUE_SHOWN] + "…"


@dataclass(kw_only=True)
class CheckedFile:
    """An input file with what is wrong with it.

    Attributes:
        file: The file's name in messages.
        problems: Why the file, or a row of it, cannot be read.
    """

    file: str
    problems: list[Problem] = field(default_factory=list)

    def refuse(
        self,
        message: str,
        remedy: str,
        *,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
    ) -> None:
        """Add a problem of this file."""
        self.problems.append(
            Problem(
                file=self.file,
                row=row,
                column=column,
                value=shorten(value),
                message=message,
                remedy=remedy,
            )
        )


_RUNS_NAMED = 20


def name_rows(rows: Sequence[int]) -> str:
    """Return row numbers in their order, runs joined: rows 3, 7-12."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], row]
        else:
            runs.append([row])
    named = ["-".join(map(str, run)) for run in runs[:_RUNS_NAMED]]
    further = sum(run[-1] - run[0] + 1 for run in runs[_RUNS_NAMED:])
    more = f" and {further:,} more" if further else ""
    return ("row " if len(rows) == 1 else "rows ") + ", ".join(named) + more


def told_once(problems: Iterable[Problem]) -> list[Problem]:
    """Join problems that differ in nothing but the row, at the place of the first."""
    rows: dict[Problem, dict[int, None]] = {}
    for problem in problems:
        found = [] if problem.row is None else [problem.row, *problem.more_rows]
        fault = dataclasses.replace(problem, row=None, more_rows=())
        rows.setdefault(fault, {}).update(dict.fromkeys(found))
    return [
        dataclasses.replace(fault, row=min(numbers), more_rows=tuple(sorted(numbers)[1:]))
        if numbers
        else fault
        for fault, numbers in rows.items()
    ]
