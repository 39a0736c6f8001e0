"""Read the rows of a table: each becomes an observation and its source, or problems."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from provincial_targets.ingest import readings
from provincial_targets.ingest.cells import Cell, shorten
from provincial_targets.ingest.readings import Unreadable
from provincial_targets.ingest.seedfiles import Record, Seeds
from provincial_targets.ingest.tables import Table
from provincial_targets.ingest.vocabulary import SOURCE_COLUMNS, UNIT_OF_MEASURE
from provincial_targets.problems import Notice, Problem

NEW = "new"
"""What to write as observation_id for a second statement of one source about one figure."""

_OBSERVATION_ID = re.compile(r"obs-[0-9]{5}")
SOURCE_ID = re.compile(r"src-[0-9]{4}")
_STATES = ("observation_id", "value", "raw_text", "note")
"""A row that is empty in all of these, such as one of the template left alone, states nothing."""


@dataclass
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
    for row, cells in table.rows.items():
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


class RowReader:
    """Reads one row and collects what is wrong with it."""

    def __init__(self, table: Table, row: int, cells: Mapping[str, Cell], seeds: Seeds) -> None:
        """Take the cells of a row."""
        self._table = table
        self._row = row
        self._cells = cells
        self._seeds = seeds
        self.notices: list[Notice] = []
        self.problems: list[Problem] = []

    def read(self) -> Entry:
        """Return the row; it is only complete where there are no problems."""
        seeds = self._seeds
        measure = self._code("measure", required=True)
        percent = UNIT_OF_MEASURE.get(measure) != "100m_yuan"
        identifier = self._identifier("observation_id", _OBSERVATION_ID, "obs-00123")
        record = {
            "observation_id": "" if identifier == NEW else identifier,
            "geography_code": self._take(
                "geography_code",
                lambda cell: readings.read_name(
                    cell, seeds.geography_names, "province", "geographies.csv"
                ),
            ),
            "indicator": self._take(
                "indicator",
                lambda cell: readings.read_name(
                    cell, seeds.indicator_names, "indicator", "indicators.csv"
                ),
            ),
            "measure": measure,
            "year": self._take("year", readings.read_year),
            "value": self._take("value", lambda cell: readings.read_number(cell, percent=percent)),
            "raw_text": self._take("raw_text", readings.read_words),
            "unit": self._unit(measure),
            "basis": self._code("basis"),
            "release": self._release(measure),
            "is_rounded": self._code("is_rounded") or "false",
            "published_on": "",
            "published_on_precision": "",
            "source_id": self._identifier("source_id", SOURCE_ID, "src-0123"),
            "note": self._take("note", readings.read_text),
        }
        if not self._cell("raw_text").text:
            self._refuse(
                "raw_text",
                "no wording",
                "Copy the source's own words for the figure, such as 5%左右.",
            )
        source = self._source()
        self._dates(record)
        if not self.problems:
            self._plausible(record)
        return Entry(self._row, record, identifier == NEW, source)

    def _cell(self, column: str) -> Cell:
        return self._cells.get(column, Cell())

    def _refuse(self, column: str, message: str, remedy: str) -> None:
        value = shorten(self._cell(column).text) or None
        self.problems.append(self._table.problem(self._row, column, value, message, remedy))

    def _notice(self, column: str, message: str) -> None:
        heading = self._table.headings.get(column, column)
        notice = Notice(row=self._row, column=heading, message=message)
        if notice not in self.notices:
            self.notices.append(notice)

    def _take(self, column: str, read: Callable[[Cell], str]) -> str:
        cell = self._cell(column)
        for remark in cell.undone:
            self._notice(column, remark)
        try:
            if cell.fault is not None:
                raise Unreadable(*cell.fault)
            return read(cell)
        except Unreadable as fault:
            self._refuse(column, fault.message, fault.remedy)
            return ""

    def _code(self, column: str, *, required: bool = False) -> str:
        def read(cell: Cell) -> str:
            if required and not cell.text:
                raise Unreadable("a value is missing", "Fill it in.")
            return readings.read_code(cell, column)

        return self._take(column, read)

    def _identifier(self, column: str, pattern: re.Pattern[str], example: str) -> str:
        def read(cell: Cell) -> str:
            text = readings.narrow(cell.text).lower()
            if (
                text
                and not pattern.fullmatch(text)
                and not (text == NEW and column == "observation_id")
            ):
                raise Unreadable(
                    "not an identifier", f"Write it such as {example}, or leave it empty."
                )
            return text

        return self._take(column, read)

    def _unit(self, measure: str) -> str:
        unit = self._code("unit")
        usual = UNIT_OF_MEASURE.get(measure, "")
        if unit and usual and unit != usual:
            self._refuse(
                "unit",
                "a unit that does not go with this measure",
                "Write percent for targets and outturns, 100m_yuan for sizes, or leave it empty.",
            )
        return unit or usual

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
            else self._take(column, readings.read_text)
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

        record["published_on"] = self._take("published_on", read)
        record["published_on_precision"] = precision or written
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
        """Refuse what each cell allows and the row does not."""
        if is_before_its_time(record):
            self._refuse(
                "year",
                f"a year that was still to come when this was published ({record['published_on']})",
                "Correct the year or the date.",
            )
        if (
            record["value"]
            and record["unit"] == "percent"
            and record["observation_id"] not in self._seeds.excepted
            and not readings.prints_number(record["raw_text"], record["value"])
        ):
            self._refuse(
                "value",
                f"a value that the wording {record['raw_text']!r} does not state",
                "Correct one of them. Where both are right, give the row an observation_id and "
                "list that with the reason in seeds/expectations/wording_exceptions.csv first.",
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
