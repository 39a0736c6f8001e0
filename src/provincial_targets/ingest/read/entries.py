"""Read the rows of a table: each becomes an observation and its source, or problems."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import chain
from typing import TypeVar

from provincial_targets.checks.problems import Notice, Problem, shorten
from provincial_targets.ingest.read import readings
from provincial_targets.ingest.read.cells import Cell
from provincial_targets.ingest.read.readings import Number, Unreadable
from provincial_targets.ingest.read.tables import Table
from provincial_targets.ingest.reference import spelling
from provincial_targets.ingest.reference.seedfiles import Record, Seeds
from provincial_targets.ingest.reference.vocabulary import (
    COLUMNS,
    SOURCE_COLUMNS,
    UNIT_OF_SIZES,
    Addition,
    Meanings,
    Name,
    Names,
    Unit,
    usual_unit,
)

NEW = "new"
"""What to write as observation_id for a second statement of one source about one figure."""

_T = TypeVar("_T")

_OBSERVATION_ID = re.compile(r"obs-[0-9]{5}")
SOURCE_ID = re.compile(r"src-[0-9]{4}")
_STATES = ("observation_id", "value", "raw_text", "note")
"""A row that is empty in all of these, such as one of the template left alone, states nothing."""


@dataclass(kw_only=True)
class Entry:
    """A row of the user's file.

    Attributes:
        row: Its number there.
        record: The observation; its id is empty where none was given, its source_id where the
            source is described by the row itself.
        is_second_statement: Whether the user wrote `new` for the id.
        source: What the row says of its source; only the columns that are filled.
    """

    row: int
    record: Record
    is_second_statement: bool
    source: Record = field(default_factory=dict)


@dataclass
class Entries:
    """What the rows of a table say.

    Attributes:
        entries: The rows that could be read.
        left_out: Rows that state nothing.
        notices: What was converted or taken off in the cells of these rows.
        problems: What keeps the others from being read.
    """

    entries: list[Entry] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_entries(table: Table, seeds: Seeds) -> Entries:
    """Read every row of a table; the problems of all rows are named at once."""
    found = Entries()
    for row, stored in table.rows.items():
        cells = {name: readings.see(cell) for name, cell in stored.items()}
        if all(cells[name].is_empty for name in _STATES if name in cells):
            found.left_out.append(row)
            continue
        reader = RowReader(table, row, cells, seeds)
        entry = reader.read()
        found.notices += reader.notices
        found.problems += reader.problems
        if not reader.problems:
            found.entries.append(entry)
    return found


@dataclass(frozen=True, kw_only=True)
class _Stated:
    """A unit that stands somewhere.

    Attributes:
        column: The column that a problem names.
        place: Where it stands, and what stands there.
        units: The units, each with what it may mean.
    """

    column: str
    place: str
    units: tuple[Meanings, ...]


class RowReader:
    """Reads one row and collects what is wrong with it."""

    def __init__(self, table: Table, row: int, cells: Mapping[str, Cell], seeds: Seeds) -> None:
        """Take the cells of a row."""
        self._table = table
        self._row = row
        self._cells = cells
        self._seeds = seeds
        self._stated: list[_Stated] = []
        self._additions: list[tuple[str, str, Addition]] = []
        self._marks: list[tuple[str, str]] = []
        self.notices: list[Notice] = []
        self.problems: list[Problem] = []

    def read(self) -> Entry:
        """Return the row; it is only complete where there are no problems."""
        seeds = self._seeds
        heading = self._table.headings.get("value", "")
        self._state("value", f"the heading {heading!r}", COLUMNS.read(heading).units)
        measure = self._code("measure", required=True)
        identifier = self._identifier("observation_id", _OBSERVATION_ID, "obs-00123")
        indicator = self._name("indicator", seeds.indicator_names, "indicator", "indicators.csv")
        record = {
            "observation_id": "" if identifier == NEW else identifier,
            "geography_code": self._name(
                "geography_code", seeds.geography_names, "province", "geographies.csv"
            ),
            "indicator": indicator,
            "measure": measure,
            "year": self._take("year", readings.read_year) or "",
        }
        number = self._take("value", self._number)
        record |= {
            "value": "",
            "raw_text": self._take("raw_text", readings.read_words) or "",
            "unit": seeds.unit(indicator, measure) if measure else "",
            "basis": self._code("basis"),
            "release": self._release(measure),
            "is_rounded": self._code("is_rounded") or "false",
            "published_on": "",
            "published_on_precision": "",
            "source_id": self._identifier("source_id", SOURCE_ID, "src-0123"),
            "note": self._take("note", readings.read_text, is_free=True) or "",
        }
        self._convert(record, number)
        if self._cell("raw_text").is_empty:
            self._refuse(
                "raw_text",
                "no wording",
                "Copy the source's own words for the figure, such as 5%左右.",
            )
        source = self._source()
        self._dates(record)
        if not self.problems:
            self._plausible(record)
        return Entry(
            row=self._row,
            record=record,
            is_second_statement=identifier == NEW,
            source=source,
        )

    def _cell(self, column: str) -> Cell:
        return self._cells.get(column, Cell())

    def _refuse(self, column: str, message: str, remedy: str) -> None:
        value = shorten(self._cell(column).text) or None
        problem = self._table.problem(message, remedy, row=self._row, column=column, value=value)
        self.problems.append(problem)

    def _notice(self, column: str, message: str) -> None:
        heading = self._table.headings.get(column, column)
        notice = Notice(row=self._row, column=heading, message=message)
        if notice not in self.notices:
            self.notices.append(notice)

    def _take(self, column: str, read: Callable[[Cell], _T], *, is_free: bool = False) -> _T | None:
        """Return what `read` makes of a cell, or None after naming what is wrong with it.

        Args:
            column: The column of the cell.
            read: What reads it, once footnote marks are taken off.
            is_free: Whether it holds free text, which is kept with its marks.
        """
        cell = self._cell(column)
        for remark in cell.undone:
            self._notice(column, remark)
        try:
            if cell.fault is not None:
                raise Unreadable(*cell.fault)
            return read(cell if is_free else self._without_marks(column, cell))
        except Unreadable as fault:
            self._refuse(column, fault.message, fault.remedy)
            return None

    def _without_marks(self, column: str, cell: Cell) -> Cell:
        readings.check_figure(cell.text)
        core, marks = spelling.split_marks(cell.text, is_wording=column == "raw_text")
        if not marks:
            return cell
        if not core:
            raise Unreadable(
                "a footnote mark and nothing else", "Write what it stands for, or empty the cell."
            )
        shown = " ".join(marks)
        self._notice(column, f"footnote mark {shown!r} taken off: {shorten(core)!r} is left")
        self._marks += [(column, mark) for mark in marks]
        return replace(cell, text=core)

    def _number(self, cell: Cell) -> Number | None:
        number = readings.read_number(cell)
        if number is None:
            if cell.text:
                self._notice("value", f"{cell.text!r} is read as no value")
            return None
        self._state("value", f"the cell {cell.text!r}", number.units)
        return number

    def _state(self, column: str, place: str, units: tuple[Meanings, ...]) -> None:
        if units:
            self._stated.append(_Stated(column=column, place=place, units=units))

    def _named(self, column: str, found: Name | None) -> str:
        """Return the code of a name, and keep what else its cell says."""
        if found is None:
            return ""
        self._state(column, f"the {column} {self._cell(column).text!r}", found.units)
        self._additions += [(column, part, addition) for part, addition in found.additions]
        return found.code or ""

    def _name(self, column: str, names: Names, what: str, seed: str) -> str:
        found = self._take(column, lambda cell: readings.read_name(cell, names, what, seed))
        return self._named(column, found)

    def _code(self, column: str, *, required: bool = False) -> str:
        def read(cell: Cell) -> Name | None:
            if required and not cell.text:
                raise Unreadable("a value is missing", "Fill it in.")
            return readings.read_code(cell, column)

        return self._named(column, self._take(column, read))

    def _identifier(self, column: str, pattern: re.Pattern[str], example: str) -> str:
        def read(cell: Cell) -> str:
            text = spelling.plain(cell.text).lower()
            if (
                text
                and not pattern.fullmatch(text)
                and not (text == NEW and column == "observation_id")
            ):
                raise Unreadable(
                    "not an identifier", f"Write it such as {example}, or leave it empty."
                )
            return text

        return self._take(column, read, is_free=True) or ""

    def _convert(self, record: Record, number: Number | None) -> None:
        """Set the value in the unit that the seeds store, from the unit that is stated.

        A wording that is only the number in another unit would else be read as 亿元.
        """
        named = self._take("unit", readings.read_unit)
        self._state("unit", f"the unit {self._cell('unit').text!r}", named or ())
        measure = record["measure"]
        for column, part, addition in self._additions:
            if measure and measure not in addition.measures:
                self._refuse(
                    column,
                    f"{part!r} where the measure is {measure}",
                    "Correct the measure, or write the name alone.",
                )
        if not record["unit"]:
            return
        found: list[tuple[_Stated, Unit]] = []
        for stated in self._stated:
            fitting = [unit for unit in chain(*stated.units) if unit.code == record["unit"]]
            if not fitting:
                message, remedy = _misfit(record["unit"])
                self._refuse(stated.column, f"{message}: {stated.place}", remedy)
            found += [(stated, unit) for unit in fitting]
        for stated, unit in found[1:]:
            first, other = found[0]
            if unit.factor != other.factor:
                self._refuse(
                    stated.column,
                    f"two units: {other.names[0]} by {first.place}, "
                    f"{unit.names[0]} by {stated.place}",
                    "Keep the one that holds.",
                )
                return
        if number is None:
            return
        is_bare = not found and readings.is_bare(record["raw_text"], number)
        if is_bare and self._table.unit_mentioned and self._cell("unit").is_empty:
            self._refuse(
                "value",
                "a unit that may hold or not: a line around the table says "
                f"{shorten(self._table.unit_mentioned)!r}",
                "Write 单位： and the unit above the table, or add a column 单位.",
            )
            return
        unit = found[0][1] if found else usual_unit(record["unit"])
        try:
            record["value"] = readings.convert(number, unit)
        except Unreadable as fault:
            self._refuse("value", fault.message, fault.remedy)
            return
        if is_bare and unit.code == "percent" and 0 < abs(Decimal(number.digits)) < 1:
            self._notice("value", f"a number without a unit: read as {number.written}%")
        if unit.factor != 1:
            usual = usual_unit(unit.code).names[0]
            message = f"{number.written} {unit.names[0]} = {record['value']} {usual}"
            self._notice("value", message)
            if readings.is_bare(record["raw_text"], number):
                record["raw_text"] += unit.names[0]
                message = f"a number alone gets the unit of the value: {record['raw_text']!r}"
                self._notice("raw_text", message)

    def _release(self, measure: str) -> str:
        release = self._code("release")
        if not release and measure in ("outturn", "size") and self._cell("release").is_empty:
            self._refuse(
                "release",
                "a value is missing",
                "Write estimate, first, final or revised; only a target may leave it empty.",
            )
        return release or "first"

    def _source(self) -> Record:
        """Return what the row says about its source."""
        if self._cell("source_id").is_empty and self._cell("title").is_empty:
            self._refuse(
                "source_id",
                "no source",
                "Write the source_id of sources.csv, or publisher, title, url and kind.",
            )
        found = {
            column: self._code(column)
            if column == "kind"
            else self._take(
                column,
                readings.read_address if column == "url" else readings.read_text,
                is_free=True,
            )
            for column in SOURCE_COLUMNS
        }
        return {column: value for column, value in found.items() if value}

    def _dates(self, record: Record) -> None:
        """Fill in the date and its precision, from the row or else from the source it names."""
        precision = self._code("published_on_precision")
        if self._cell("published_on").is_empty:
            known = self._seeds.known_sources.get(record["source_id"])
            if known is None or not known["published_on"]:
                self._refuse("published_on", "no date", _date_remedy(record))
            else:
                record["published_on"] = known["published_on"]
                record["published_on_precision"] = known["published_on_precision"]
            return
        written = ""

        def read(cell: Cell) -> str:
            nonlocal written
            day, written = readings.read_date(cell)
            return day

        record["published_on"] = self._take("published_on", read) or ""
        record["published_on_precision"] = precision or written
        if self._cell("published_on").is_date and record["published_on"].endswith("-01"):
            # In a cell with a date format, Excel stores a typed month as its first day.
            month = record["published_on"][:7]
            if precision == "month":
                record["published_on"], written = readings.read_date(Cell(text=month))
            elif not precision:
                self._refuse(
                    "published_on",
                    "a first day of a month, or a month that a spreadsheet made its first day",
                    f"Set the precision to day or to month, or write {month} as text.",
                )
        if written == "month" and precision in ("day", "inferred"):
            self._refuse(
                "published_on",
                f"a month where the precision says {precision}",
                "Write the day too, or set the precision to month.",
            )
        if written == "month" and record["published_on"] > dt.date.today().isoformat():
            self._refuse(
                "published_on",
                f"a month stands for its day {readings.MONTH_STANDS_FOR_DAY}, which is to come",
                "Write the day too.",
            )
        if (
            precision == "month"
            and written == "day"
            and not record["published_on"].endswith(f"-{readings.MONTH_STANDS_FOR_DAY}")
        ):
            self._refuse(
                "published_on",
                "a day where the precision says month",
                "Write year and month only, such as 2027-01, or set the precision to day.",
            )

    def _plausible(self, record: Record) -> None:
        """Refuse cells that are valid alone and contradict each other."""
        for column, mark in self._marks:
            release = spelling.release_of(mark)
            if release is not None and release != record["release"]:
                self._refuse(
                    column,
                    f"the mark {mark!r} says {release}, the release says {record['release']}",
                    "Correct the release, or delete the mark.",
                )
        if is_before_its_time(record):
            self._refuse(
                "year",
                f"a year that was still to come when this was published ({record['published_on']})",
                "Correct the year or the date.",
            )


def _misfit(unit: str) -> tuple[str, str]:
    """Return what is wrong with any other unit where this one belongs, and what to do."""
    if unit == "percent":
        return (
            "a unit that does not go with this measure, where a percentage belongs",
            "Write percent for targets and outturns, or make the row a size.",
        )
    if unit == UNIT_OF_SIZES:
        return (
            "a unit that does not go with this measure, "
            "where a size in 100 million yuan (亿元) belongs",
            "Write the size, or make the row a target or an outturn.",
        )
    usual = usual_unit(unit).names[0]
    return (
        f"a unit that does not go with this indicator, whose figures are in {usual}",
        f"Write the figure in {usual}, or correct the indicator.",
    )


def _date_remedy(record: Record) -> str:
    if record["year"]:
        year = int(record["year"]) + (record["measure"] != "target")
        return (
            "Write the day (or month) of publication; where none is known, "
            f"{year}-01-31 with precision inferred."
        )
    return "Write the day (or month) of publication."


def is_before_its_time(record: Mapping[str, str]) -> bool:
    """Tell whether a figure was published before the year that it is about, or a target earlier."""
    published = int(record["published_on"][:4])
    return published < int(record["year"]) - (record["measure"] == "target")
