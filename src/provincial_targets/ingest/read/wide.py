"""Turn a wide table (years, indicators or provinces as columns) into one figure per row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from provincial_targets.checks.problems import Problem
from provincial_targets.ingest.read.cells import Cell, Sheet
from provincial_targets.ingest.read.headings import (
    YEAR,
    is_footer,
    normal,
    read_heading,
    said_around,
    units_said,
)
from provincial_targets.ingest.reference.seedfiles import Seeds
from provincial_targets.ingest.reference.spelling import split_marks
from provincial_targets.ingest.reference.vocabulary import CODES, COLUMNS, fold

LONG_FORM = (
    "Delete what is no figure, or write one row per figure as in the template "
    "(ingest --template round.xlsx)."
)
_REMEDIES = {
    "geography_code": "Name the column of the provinces 省份.",
    "indicator": "Add --indicator with a name or code of indicators.csv, such as gdp.",
    "measure": "Add --measure target, outturn or size.",
    "year": "Add --year, such as --year 2026.",
    "release": "Add --release first, or estimate, final, revised.",
    "source_id": "Add --source src-0123; a new one needs --publisher, --title, --url and --kind.",
}
_OF_A_FIGURE = ("value", "raw_text", "unit")

_NOT_YET = re.compile("目标|预期|计划|力争|target|plan", re.IGNORECASE)
"""Words above a table whose figures may be targets."""

_NOTHING = re.compile(r"[-‐‑‒–—―−…⋯.·/]+|n/?a|nan|null", re.IGNORECASE)
"""Cells that state no figure."""


class Row(int):
    """The number of a row of the file, and the heading over the one figure of it that is meant.

    A row of a wide table has several figures: two of them are equal only under one heading.
    """

    heading: str

    def __new__(cls, number: int, heading: str) -> Row:
        """Take both."""
        row = super().__new__(cls, number)
        row.heading = heading
        return row

    def _both(self) -> tuple[int, str]:
        return int(self), self.heading

    def __reduce__(self) -> tuple[type[Row], tuple[int, str]]:
        """Give both to a copy."""
        return Row, self._both()

    def __eq__(self, other: object) -> bool:
        """Compare both."""
        return isinstance(other, Row) and self._both() == other._both()

    def __ne__(self, other: object) -> bool:
        """Agree with `__eq__`, as `int` has a comparison of its own."""
        return not self == other

    def __hash__(self) -> int:
        """Agree with `__eq__`."""
        return hash(self._both())

    def __str__(self) -> str:
        """Show both."""
        return f"{int(self)} ({self.heading})"


@dataclass(kw_only=True)
class Layout:
    """How a wide table is laid out.

    Attributes:
        header: The row that names the columns.
        columns: The columns that hold for every figure of their row, by position.
        figures: What the heading of each column of figures says, by position.
        unplaced: Headings that are neither.
    """

    header: int
    columns: dict[int, str] = field(default_factory=dict)
    figures: dict[int, dict[str, str]] = field(default_factory=dict)
    unplaced: list[str] = field(default_factory=list)


def find_layout(rows: Mapping[int, Sequence[Cell]], within: int, seeds: Seeds) -> Layout | None:
    """Return how a sheet is laid out as a wide table; None where no row can be its header."""
    layouts = [_layout(rows, header, seeds) for header in list(rows)[:within]]
    return max(
        (layout for layout in layouts if layout.columns and layout.figures),
        key=lambda layout: len(layout.columns) + len(layout.figures),
        default=None,
    )


def _layout(rows: Mapping[int, Sequence[Cell]], header: int, seeds: Seeds) -> Layout:
    layout = Layout(header=header)
    said: dict[int, dict[str, str]] = {}
    for index, cell in enumerate(rows[header]):
        column = COLUMNS.code(cell.text) if cell.text else None
        if column is not None:
            layout.columns[index] = column
        elif heading := read_heading(cell.text, seeds):
            said[index] = heading
    if not said:
        return layout
    # Headings of figures are all of one kind; a row of data holds a province and perhaps a number
    # that looks like a year.
    kinds = Counter(map(_kind, said.values()))
    most = max(kinds, key=lambda kind: kinds[kind])
    layout.figures = {i: heading for i, heading in said.items() if _kind(heading) == most}
    for index, cell in enumerate(rows[header]):
        if index in layout.columns or index in layout.figures:
            continue
        below = {
            cells[index].text
            for row, cells in rows.items()
            if row > header and len(cells) > index and cells[index].text and not is_footer(cells)
        }
        column = _column_of(below, seeds) if index == 0 else None
        if column is not None:
            layout.columns[index] = column
        elif cell.text or below:
            layout.unplaced.append(cell.text or "no heading")
    return layout


def _kind(heading: Mapping[str, str]) -> frozenset[str]:
    return frozenset(heading) & {"year", "indicator", "geography_code"}


def _column_of(texts: Iterable[str], seeds: Seeds) -> str | None:
    """Return what a first column of any heading holds, if all its cells agree."""
    kinds = {
        "geography_code"
        if seeds.geography_names.code(text)
        else "indicator"
        if seeds.indicator_names.code(text)
        else "year"
        if YEAR.fullmatch(normal(text))
        else None
        for text in texts
    }
    return kinds.pop() if len(kinds) == 1 else None


def turn(
    sheet: Sheet,
    layout: Layout,
    lines: Sequence[str],
    rows: Mapping[int, Sequence[Cell]],
    given: Mapping[str, str],
    seeds: Seeds,
) -> dict[int, Mapping[str, Cell]]:
    """Return one row per figure, with the cells of the long form.

    Args:
        sheet: The sheet; what cannot be placed becomes a problem of it.
        layout: How it is laid out.
        lines: The texts above and below the table.
        rows: The rows between them.
        given: What options say of all figures, by column.
        seeds: The project's seeds.
    """
    turning = _Turning(sheet, layout, lines, given, seeds)
    headings = {index: sheet.rows[layout.header][index].text for index in layout.figures}
    whole = {index: turning.settle(index) for index in layout.figures}
    turned: dict[int, Mapping[str, Cell]] = {}
    empty = 0
    for number, cells in rows.items():
        of_row = {name: cells[i] for i, name in layout.columns.items() if i < len(cells)}
        for index, said in whole.items():
            cell = cells[index] if index < len(cells) else Cell()
            if cell.is_empty or (cell.fault is None and _NOTHING.fullmatch(normal(cell.text))):
                empty += 1
                continue
            unit = said.get("unit", "")
            printed, _ = split_marks(cell.text)
            printed += unit if printed[-1:].isdigit() else ""
            turned[Row(number, headings[index])] = {
                **of_row,
                **{column: Cell(text=text) for column, text in said.items()},
                "value": cell,
                "raw_text": Cell(text=printed),
            }
    sheet.tell(f"a wide table of {len(turned):,} figures; cells that state nothing: {empty:,}")
    return turned


class _Turning:
    """Finds what holds for all figures of a column; refuses contradictions and gaps."""

    def __init__(
        self,
        sheet: Sheet,
        layout: Layout,
        lines: Sequence[str],
        given: Mapping[str, str],
        seeds: Seeds,
    ) -> None:
        self._sheet = sheet
        self._layout = layout
        self._given = given
        self._seeds = seeds
        self._columns = set(layout.columns.values())
        self._is_plan = any(_NOT_YET.search(line) for line in lines)
        indicators = said_around("indicator", lines)
        self._is_statistical = bool(indicators)
        self._around = [
            *({"unit": unit} for unit in units_said(lines)),
            *({"geography_code": text} for text in said_around("geography_code", lines)),
            *map(self._indicator, indicators),
        ]
        if layout.unplaced:
            self._refuse(
                "a wide table with columns that are no year, indicator or province",
                LONG_FORM,
                value=", ".join(layout.unplaced),
            )
        for column in self._columns.intersection(_OF_A_FIGURE):
            self._refuse("a column for one figure beside several", LONG_FORM, column=column)
        if hidden := sheet.hidden_columns & set(layout.figures):
            shown = ", ".join(sheet.rows[layout.header][index].text for index in sorted(hidden))
            self._refuse("hidden columns of figures", "Show them, or delete them.", value=shown)
        repeated = Counter(tuple(sorted(said.items())) for said in layout.figures.values())
        for said, times in repeated.items():
            if times > 1:
                shown = " ".join(text for _, text in said)
                self._refuse(f"{times} columns for the same figure", LONG_FORM, value=shown)

    def _refuse(
        self, message: str, remedy: str, *, column: str | None = None, value: str | None = None
    ) -> None:
        """Add a problem of the header, once, with its value at full length."""
        problem = Problem(
            file=self._sheet.file,
            row=self._layout.header,
            column=column,
            value=value,
            message=message,
            remedy=remedy,
        )
        if problem not in self._sheet.problems:
            self._sheet.problems.append(problem)

    def _indicator(self, text: str) -> dict[str, str]:
        """Return what the line of an indicator says."""
        said = read_heading(text, self._seeds)
        if "indicator" in said:
            return said
        if "indicator" in self._given:
            chosen = self._given["indicator"]
            self._sheet.tell(f"{text!r} is taken for {chosen}, as --indicator says")
        else:
            self._refuse(
                "an unknown indicator", _REMEDIES["indicator"], column="indicator", value=text
            )
        return {}

    def settle(self, index: int) -> dict[str, str]:
        """Return what holds for the figures of a column, by column of the long form."""
        found: dict[str, str] = {}
        for said in (self._layout.figures[index], *self._around, self._given):
            for column, text in said.items():
                before = found.setdefault(column, text)
                if self._code(column, before) != self._code(column, text):
                    self._refuse(
                        f"elsewhere it is {before!r}",
                        "Keep the one that holds.",
                        column=column,
                        value=text,
                    )
                if column in self._columns:
                    self._refuse(
                        "a column of the table says it too",
                        "Keep one of them.",
                        column=column,
                        value=text,
                    )
        unit, is_growth = found.get("unit", ""), found.pop("change", None) is not None
        said_here = self._columns | set(found)
        if "measure" not in said_here and not self._is_plan:
            if unit.endswith(("元", "yuan")) and not is_growth:
                found["measure"] = "size"
            elif unit == "%" and self._is_statistical:
                found["measure"] = "outturn"
            if "measure" in found:
                said_here.add("measure")
                self._sheet.tell(f"figures in {unit} are taken for the measure {found['measure']}")
        if "=100" in unit:
            self._refuse(
                "an index is no growth rate",
                "Take the growth rate in percent.",
                column="unit",
                value=unit,
            )
        if is_growth and found.get("measure") == "size":
            self._refuse(
                "a growth rate is no size", "Correct the measure.", column="measure", value="size"
            )
        for column in ("geography_code", "indicator", "measure", "year"):
            self._require(column, said_here)
        if found.get("measure") != "target":
            self._require("release", said_here)
        if "title" not in said_here:
            self._require("source_id", said_here)
        return found

    def _require(self, column: str, said_here: set[str]) -> None:
        if column not in said_here:
            self._refuse("the file does not say it", _REMEDIES[column], column=column)

    def _code(self, column: str, text: str) -> str:
        names = {
            "indicator": self._seeds.indicator_names,
            "geography_code": self._seeds.geography_names,
            **CODES,
        }.get(column)
        return (names.code(text) if names is not None else None) or fold(text)
