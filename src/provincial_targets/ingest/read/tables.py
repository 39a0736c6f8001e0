"""Find the header in a sheet and name the columns below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from provincial_targets.checks.problems import Problem, shorten
from provincial_targets.ingest.read import readings
from provincial_targets.ingest.read.cells import Cell, Sheet
from provincial_targets.ingest.read.headings import (
    is_footer,
    part_of_a_year,
    unit_mentioned,
    units_said,
    years_named,
)
from provincial_targets.ingest.read.wide import Layout, find_layout, turn
from provincial_targets.ingest.reference.seedfiles import Seeds
from provincial_targets.ingest.reference.vocabulary import (
    COLUMNS,
    DOCUMENT_COLUMNS,
    SOURCE_TABLE_COLUMNS,
    fold,
)

_HEADER_WITHIN = 20
"""Rows above the header are titles and explanations; this many are looked through."""

_LEAST_NAMES = 3
"""A row with fewer names of columns in it is text, not a header."""

REQUIRED = ("geography_code", "indicator", "measure", "year", "value", "raw_text", "published_on")
"""Columns that must be there, though their cells may be empty where `readings` says so."""

OPTIONS = {
    "indicator": "--indicator",
    "measure": "--measure",
    "year": "--year",
    "release": "--release",
    "published_on": "--published-on",
    "source_id": "--source",
    "publisher": "--publisher",
    "title": "--title",
    "url": "--url",
    "kind": "--kind",
}
"""What an option can say of all rows of a file that has no column for it."""

_FROM_TEMPLATE = "Start from the template: ingest --template round.xlsx."


@dataclass(kw_only=True)
class Table:
    """Rows under known columns.

    Attributes:
        sheet: Where they come from; `sheet.problems` collects what is wrong.
        headings: The heading of each column as the user wrote it.
        rows: For each row number, the cells by column name.
        unit_mentioned: A line around the table that has a unit in a sentence; figures without a
            unit of their own may be in it.
    """

    sheet: Sheet
    headings: dict[str, str] = field(default_factory=dict)
    rows: dict[int, Mapping[str, Cell]] = field(default_factory=dict)
    unit_mentioned: str = ""

    @property
    def is_of_sources(self) -> bool:
        """Whether the columns are those of sources.csv, and none is of a figure."""
        return {"source_id"} < self.headings.keys() <= set(SOURCE_TABLE_COLUMNS)

    @property
    def is_of_documents(self) -> bool:
        """Whether it is a table of documents, whatever of its columns is missing."""
        return "document_kind" in self.headings

    @property
    def required(self) -> tuple[str, ...]:
        """The columns that a table of this kind must have."""
        if self.is_of_sources:
            return ()
        return DOCUMENT_COLUMNS if self.is_of_documents else REQUIRED

    def problem(
        self,
        message: str,
        remedy: str,
        *,
        row: int | None,
        column: str | None = None,
        value: str | None = None,
    ) -> Problem:
        """Return a problem that names the column as the user does."""
        heading = self.headings.get(column, column) if column else None
        return Problem(
            file=self.sheet.file,
            row=row,
            column=heading,
            value=value,
            message=message,
            remedy=remedy,
        )


def find_table(
    sheets: Sequence[Sheet], seeds: Seeds, given: Mapping[str, str] | None = None
) -> Table:
    """Return the one table of a file, with the problems that keep its rows from being read.

    Args:
        sheets: The sheets of the file.
        seeds: The project's seeds, for the names of indicators and provinces in headings.
        given: What options say of all rows, by column.
    """
    given = given or {}
    hidden = [sheet for sheet in sheets if sheet.is_hidden and _has_table(sheet, seeds)]
    sheets = [sheet for sheet in sheets if not sheet.is_hidden]
    broken = next((sheet for sheet in sheets if sheet.problems), None)
    if broken is not None:
        return Table(sheet=broken)
    _check(sheets[0], seeds, given)
    headers = [(sheet, header) for sheet in sheets if (header := _header_row(sheet)) is not None]
    found: list[tuple[Sheet, int | Layout]] = [*headers]
    if not any("value" in _names(sheet.rows[header]) for sheet, header in headers):
        found = [
            (sheet, layout)
            for sheet in sheets
            if (layout := find_layout(sheet.rows, _HEADER_WITHIN, seeds)) is not None
        ] or found
    if not found:
        first = sheets[0]
        first.refuse(
            f"no header found in the first {_HEADER_WITHIN} rows",
            "One row must name the columns, such as geography_code or 省份; a table with years, "
            f"indicators or provinces as columns must name these. {_FROM_TEMPLATE}",
        )
        return Table(sheet=first)
    if len(found) > 1:
        names = ", ".join(sheet.origin for sheet, _ in found)
        found[0][0].refuse(f"more than one table: {names}", "Keep one; delete or hide the others.")
        return Table(sheet=found[0][0])
    sheet, place = found[0]
    for other in hidden:
        sheet.tell(f"{other.origin} is hidden and holds a table, which is not read")
    if isinstance(place, Layout):
        return _turned(sheet, place, given, seeds)
    return _table(sheet, place, given)


def _has_table(sheet: Sheet, seeds: Seeds) -> bool:
    layout = find_layout(sheet.rows, _HEADER_WITHIN, seeds)
    return _header_row(sheet) is not None or layout is not None


def _check(sheet: Sheet, seeds: Seeds, given: Mapping[str, str]) -> None:
    """Refuse options that name what is not there, before each row is refused for them."""
    known = {record["source_id"] for record in seeds.sources.records}
    indicator, source_id = given.get("indicator"), given.get("source_id")
    if indicator is not None and seeds.indicator_names.code(indicator) is None:
        remedy = "Write a name or a code of indicators.csv."
        sheet.refuse("--indicator names no indicator", remedy, value=indicator)
    if source_id is not None and source_id not in known and "title" not in given:
        remedy = "Write a source_id of sources.csv, or add --publisher, --title, --url and --kind."
        sheet.refuse("--source names no known source", remedy, value=source_id)


def _names(cells: Sequence[Cell]) -> set[str]:
    return {name for cell in cells if cell.text and (name := COLUMNS.code(cell.text)) is not None}


def _header_row(sheet: Sheet) -> int | None:
    """Return the row that names the most columns; the first of several that name as many."""
    best, most = None, _LEAST_NAMES - 1
    for number, cells in list(sheet.rows.items())[:_HEADER_WITHIN]:
        names = _names(cells)
        if len(names) > most:
            best, most = number, len(names)
    return best


def _body(sheet: Sheet, header: int) -> tuple[dict[int, Sequence[Cell]], list[str]]:
    """Return the rows of a table, and the lines above and below it.

    A repeated header, as on a new page, is no row; notes below the table become notices.
    """
    names = sheet.rows[header]
    repeated = [fold(cell.text) for cell in names]
    rows: dict[int, Sequence[Cell]] = {}
    lines = [cell.text for cell in names if cell.text.startswith("单位")]
    for number, cells in sheet.rows.items():
        if number < header:
            lines += [cell.text for cell in cells]
        elif is_footer(cells):
            text = " ".join(cell.text for cell in cells if cell.text)
            lines.append(text)
            sheet.tell(f"a line below the table, left out: {shorten(text)!r}", row=number)
        elif [fold(cell.text) for cell in cells] == repeated:
            continue
        elif sheet.origin.startswith("CSV") and len(cells) != len(names):
            sheet.refuse(
                f"{len(cells)} fields where the header has {len(names)}",
                "Put quotes around a field that contains a comma; add the fields that are missing.",
                row=number,
                value=", ".join(cell.text for cell in cells),
            )
        else:
            rows[number] = cells
    if not any(number > header for number in sheet.rows):
        sheet.refuse("a header and no rows", "Add rows below it.", row=header)
    for cell in names:
        for remark in cell.undone:
            sheet.tell(remark, row=header, column=cell.text)
    return rows, lines


def _turned(sheet: Sheet, layout: Layout, given: Mapping[str, str], seeds: Seeds) -> Table:
    headings = {name: sheet.rows[layout.header][i].text for i, name in layout.columns.items()}
    own = {name: name for name in ("value", "raw_text")}  # no heading of the file names these
    options = {name: OPTIONS[name] for name in given}
    table = Table(sheet=sheet, headings=own | headings | options)
    rows, lines = _body(sheet, layout.header)
    _refuse_other_times(sheet, lines, given)
    table.unit_mentioned = unit_mentioned(lines)
    table.rows = turn(sheet, layout, lines, rows, given, seeds)
    return table


def _refuse_other_times(sheet: Sheet, lines: Sequence[str], given: Mapping[str, str]) -> None:
    """Refuse a table if a line names a part of a year, or other years than the option."""
    years = years_named(lines)
    if "year" in given and years and given["year"] not in years:
        sheet.refuse(
            f"--year is {given['year']}, a line around the table names {', '.join(sorted(years))}",
            "Correct --year; delete the line where it says nothing of the figures.",
        )
    if line := part_of_a_year(lines):
        sheet.refuse(
            "a line around the table says that its figures are of a part of a year",
            "Take the table of the whole year; delete the line where it says nothing of the "
            "figures.",
            value=line,
        )


def _table(sheet: Sheet, header: int, given: Mapping[str, str]) -> Table:
    table = Table(sheet=sheet)
    headings = [cell.text for cell in sheet.rows[header]]
    rows, lines = _body(sheet, header)
    if "year" in given:
        _refuse_other_times(sheet, lines, given)
    table.unit_mentioned = unit_mentioned(lines)
    columns = _name_columns(table, header, headings, given)
    filled = {name: Cell(text=text) for name, text in given.items()}
    units = units_said(lines)
    if units:
        table.headings.setdefault("unit", "单位")
    for number, cells in rows.items():
        stray = [
            cell.text
            for index, cell in enumerate(cells)
            if not cell.is_empty and (index >= len(headings) or not headings[index])
        ]
        if stray:
            sheet.refuse(
                "a value in a column without a heading",
                "Name the column, or empty it.",
                row=number,
                value=stray[0],
            )
        else:
            row = {
                name: cells[index] if index < len(cells) else Cell()
                for index, name in columns.items()
            } | filled
            if units:
                own = row.get("unit", Cell())
                row["unit"] = replace(own, text=" ".join([own.text, *units]).strip())
            table.rows[number] = row
    return table


def _name_columns(
    table: Table, header: int, headings: Sequence[str], given: Mapping[str, str]
) -> dict[int, str]:
    """Return the name of each column by its position; every heading must name one."""
    columns: dict[int, str] = {}

    def refuse(heading: str, message: str, remedy: str) -> None:
        table.sheet.refuse(message, remedy, row=header, column=heading)

    for index, heading in enumerate(headings):
        found = COLUMNS.read(heading)
        name = found.code
        if fault := readings.name_fault(found, "column", "docs/ingest.md"):
            refuse(heading, *fault)
        elif name is None and heading:
            like = " or ".join(COLUMNS.like(heading))
            meant = f" Did you mean {like}?" if like else ""
            refuse(heading, "an unknown column", f"Rename it, or delete it.{meant}")
        elif name in table.headings:
            first = table.headings[name]
            refuse(heading, f"two columns for {name}: the other is {first!r}", "Delete one.")
        elif name is not None and name in given:
            refuse(heading, f"a column beside {OPTIONS[name]}", "Keep one of them.")
        elif name is not None:
            columns[index] = name
            table.headings[name] = heading
            if found.marks:
                message = f"footnote mark {' '.join(found.marks)!r} in the heading: taken off"
                table.sheet.tell(message, row=header, column=heading)
    table.headings |= {name: OPTIONS[name] for name in given}
    remedy = "Add it." if table.is_of_documents else f"Add it. {_FROM_TEMPLATE}"
    for name in table.required:
        if name not in table.headings:
            refuse(name, "the column is missing", remedy)
    if table.is_of_documents:
        for name in table.headings.keys() - set(DOCUMENT_COLUMNS):
            refuse(
                table.headings[name],
                "a column that a table of documents does not have",
                f"Keep {', '.join(DOCUMENT_COLUMNS)}; figures go into a file of their own.",
            )
    return columns
