"""Add documents by a table of documents: the columns of documents.csv."""

from __future__ import annotations

from provincial_targets.ingest.propose.proposals import Change, Proposal
from provincial_targets.ingest.read import readings
from provincial_targets.ingest.read.cells import Cell
from provincial_targets.ingest.read.entries import RowReader
from provincial_targets.ingest.read.readings import Unreadable
from provincial_targets.ingest.read.tables import Table
from provincial_targets.ingest.reference.seedfiles import Record, Seeds

_KEY = ("year", "geography_code", "document_kind")


def add_documents(table: Table, seeds: Seeds, *, replace: bool) -> Proposal:
    """Judge a table of documents.

    Whether a document fits the figures (its title among the sources, a target of its province and
    year) is judged with the merged seeds, as in a run.

    Args:
        table: The user's table.
        seeds: The seeds as they are.
        replace: Whether a row may change the document of the same kind, geography and year.

    Returns:
        The proposal; where it has problems, nothing of it may be merged.
    """
    proposal = Proposal(notices=list(table.sheet.notices))
    known = {document_key(record): record for record in seeds.documents.records}
    rows: dict[tuple[str, ...], tuple[int, Record]] = {}
    for row, cells in table.rows.items():
        reader = _DocumentReader(
            table, row, {name: readings.see(cell) for name, cell in cells.items()}, seeds
        )
        record = reader.document()
        proposal.notices += reader.notices
        proposal.problems += reader.problems
        if reader.problems:
            continue
        key = document_key(record)
        first, other = rows.setdefault(key, (row, record))
        before = known.get(key)
        if first != row and other == record:
            proposal.repeated[row] = first
        elif first != row:
            reader.refuse_second(f"row {first} is another {record['document_kind']} of it", "")
        elif before == record:
            proposal.already_there[row] = " ".join(key)
        elif before is None:
            proposal.documents[row] = record
        elif replace:
            proposal.document_changes.append(Change(row, before, record))
        else:
            reader.refuse_second(
                f"documents.csv has the {record['document_kind']} {before['title']!r}",
                " Add --replace to change that row.",
            )
        proposal.problems += [p for p in reader.problems if p not in proposal.problems]
    return proposal


def document_key(record: Record) -> tuple[str, ...]:
    """Return what there is one document of; documents.csv is in this order."""
    return tuple(record[column] for column in _KEY)


class _DocumentReader(RowReader):
    """Reads a row of a table of documents."""

    def document(self) -> Record:
        """Return the document that the row describes; complete where there are no problems."""
        seeds = self._seeds
        return {
            "geography_code": self._name(
                "geography_code", seeds.geography_names, "province", "geographies.csv"
            ),
            "year": self._take("year", readings.read_year) or "",
            "document_kind": self._code("document_kind", required=True),
            "publisher": self._text("publisher"),
            "title": self._text("title"),
            "published_on": self._take("published_on", _read_day) or "",
            "is_read_in_full": self._code("is_read_in_full", required=True),
        }

    def refuse_second(self, message: str, remedy: str) -> None:
        """Refuse a second document of one kind, geography and year."""
        self._refuse(
            "title", f"one geography, one year, two documents: {message}", f"Keep one.{remedy}"
        )

    def _text(self, column: str) -> str:
        def read(cell: Cell) -> str:
            if not cell.text:
                raise Unreadable("a value is missing", "Fill it in.")
            return readings.read_text(cell)

        return self._take(column, read, is_free=True) or ""


def _read_day(cell: Cell) -> str:
    day, precision = readings.read_date(cell)
    if precision != "day":
        raise Unreadable("a month where the day of delivery belongs", "Write the day too.")
    return day
