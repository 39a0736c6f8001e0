"""Find the header in a sheet and name the columns below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from provincial_targets.ingest.cells import Cell, Sheet
from provincial_targets.ingest.vocabulary import COLUMNS, SOURCE_TABLE_COLUMNS, fold
from provincial_targets.problems import Problem

_HEADER_WITHIN = 20
"""Rows above the header are titles and explanations; this many are looked through."""

_LEAST_NAMES = 3
"""A row with fewer names of columns in it is text, not a header."""

REQUIRED = ("geography_code", "indicator", "measure", "year", "value", "raw_text", "published_on")
"""Columns that must be there, though their cells may be empty where `readings` says so."""

_FROM_TEMPLATE = "Start from the template: ingest --template round.xlsx."


@dataclass
class Table:
    """Rows under known columns.

    Attributes:
        sheet: Where they come from; `sheet.problems` collects what is wrong.
        headings: The heading of each column as the user wrote it.
        rows: For each row number, the cells by column name.
    """

    sheet: Sheet
    headings: dict[str, str] = field(default_factory=dict)
    rows: dict[int, Mapping[str, Cell]] = field(default_factory=dict)

    @property
    def is_of_sources(self) -> bool:
        """Whether the columns are those of sources.csv, and none is of a figure."""
        return {"source_id"} < self.headings.keys() <= set(SOURCE_TABLE_COLUMNS)

    def problem(
        self, row: int | None, column: str | None, value: str | None, message: str, remedy: str
    ) -> Problem:
        """Return a problem that names the column as the user does."""
        heading = self.headings.get(column, column) if column else None
        return Problem(self.sheet.file, row, heading, value, message, remedy)


def find_table(sheets: Sequence[Sheet]) -> Table:
    """Return the one table of a file, with the problems that keep its rows from being read."""
    broken = next((sheet for sheet in sheets if sheet.problems), None)
    if broken is not None:
        return Table(broken)
    headers = {index: _header_row(sheet) for index, sheet in enumerate(sheets)}
    found = [sheets[index] for index, row in headers.items() if row is not None]
    if not found:
        first = sheets[0]
        first.refuse(
            f"no header found in the first {_HEADER_WITHIN} rows",
            f"One row must name the columns, such as geography_code or 省份. {_FROM_TEMPLATE}",
        )
        return Table(first)
    if len(found) > 1:
        names = ", ".join(sheet.origin for sheet in found)
        found[0].refuse(f"more than one table: {names}", "Keep one; delete or hide the others.")
        return Table(found[0])
    header = next(row for row in headers.values() if row is not None)
    return _table(found[0], header)


def _header_row(sheet: Sheet) -> int | None:
    """Return the row that names the most columns; the first of several that name as many."""
    best, most = None, _LEAST_NAMES - 1
    for number, cells in list(sheet.rows.items())[:_HEADER_WITHIN]:
        names = {COLUMNS.code(cell.text) for cell in cells if cell.text} - {None}
        if len(names) > most:
            best, most = number, len(names)
    return best


def _table(sheet: Sheet, header: int) -> Table:
    table = Table(sheet)
    headings = [cell.text for cell in sheet.rows[header]]
    columns = _name_columns(table, header, headings)
    repeated = [fold(heading) for heading in headings]
    is_csv = sheet.origin.startswith("CSV")
    below = {number: cells for number, cells in sheet.rows.items() if number > header}
    if not below:
        sheet.refuse("a header and no rows", "Add rows below it.", row=header)
    for number, cells in below.items():
        if [fold(cell.text) for cell in cells] == repeated:
            continue  # the header again, as on a new page
        stray = [
            cell.text
            for index, cell in enumerate(cells)
            if not cell.is_empty and (index >= len(headings) or not headings[index])
        ]
        if is_csv and len(cells) != len(headings):
            sheet.refuse(
                f"{len(cells)} fields where the header has {len(headings)}",
                "Put quotes around a field that contains a comma; add the fields that are missing.",
                row=number,
                value=", ".join(cell.text for cell in cells),
            )
        elif stray:
            sheet.refuse(
                "a value in a column without a heading",
                "Name the column, or empty it.",
                row=number,
                value=stray[0],
            )
        else:
            table.rows[number] = {
                name: cells[index] if index < len(cells) else Cell()
                for index, name in columns.items()
            }
    return table


def _name_columns(table: Table, header: int, headings: Sequence[str]) -> dict[int, str]:
    """Return the name of each column by its position; every heading must name one."""
    columns: dict[int, str] = {}

    def refuse(heading: str, message: str, remedy: str) -> None:
        problem = Problem(table.sheet.file, header, heading, None, message, remedy)
        table.sheet.problems.append(problem)

    for index, heading in enumerate(headings):
        name = COLUMNS.code(heading) if heading else None
        if name is None and heading:
            like = " or ".join(COLUMNS.like(heading))
            meant = f" Did you mean {like}?" if like else ""
            refuse(heading, "an unknown column", f"Rename it, or delete it.{meant}")
        elif name in table.headings:
            first = table.headings[name]
            refuse(heading, f"two columns for {name}: the other is {first!r}", "Delete one.")
        elif name is not None:
            columns[index] = name
            table.headings[name] = heading
    for name in () if table.is_of_sources else REQUIRED:
        if name not in table.headings:
            refuse(name, "the column is missing", f"Add it. {_FROM_TEMPLATE}")
    return columns
