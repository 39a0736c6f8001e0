"""Find the known source that a row cites, or make a new row of sources.csv for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from provincial_targets.checks.problems import Problem, name_rows
from provincial_targets.ingest.read.entries import Entry
from provincial_targets.ingest.read.tables import Table
from provincial_targets.ingest.reference.seedfiles import Record, Seeds
from provincial_targets.ingest.reference.vocabulary import DATE_COLUMNS, SOURCE_COLUMNS


class Publications:
    """Sources, found by what a row says of them."""

    def __init__(self, sources: Iterable[Record]) -> None:
        """Take the known sources; the order counts where several are alike."""
        self.by_id: dict[str, Record] = {}
        self._by_url: defaultdict[str, list[Record]] = defaultdict(list)
        self._by_title: defaultdict[str, list[Record]] = defaultdict(list)
        self._highest = 0
        for source in sources:
            self.add(source)

    def add(self, source: Record) -> None:
        """Take one more source."""
        self.by_id[source["source_id"]] = source
        self._highest = max(self._highest, int(source["source_id"].removeprefix("src-")))
        self._by_url[source["url"]].append(source)
        self._by_title[source["title"]].append(source)

    def alike(self, said: Record) -> Sequence[Record]:
        """Return the sources that a description fits: by address, or else by title and publisher.

        Two addresses are two publications, whatever their titles.
        """
        url = said.get("url")
        if url and url in self._by_url:
            return self._by_url[url]
        return [
            source
            for source in self._by_title.get(said.get("title", ""), ())
            if not (url and source["url"])
            and source["publisher"] == said.get("publisher", source["publisher"])
        ]

    def next_id(self) -> str:
        """Return the identifier after the highest."""
        return f"src-{self._highest + 1:04d}"


class Citations:
    """The known sources, and those that a file adds."""

    def __init__(self, seeds: Seeds, table: Table) -> None:
        """Start from sources.csv."""
        self._table = table
        self._known = Publications(dict(record) for record in seeds.sources.records)
        self._first_row: dict[str, int] = {}
        self._dating_row: dict[str, int] = {}
        self._otherwise: defaultdict[tuple[str, str], dict[int, str]] = defaultdict(dict)
        self.added: dict[str, Record] = {}
        self.unsettled: set[int] = set()
        self._problems: list[Problem] = []

    def cite(self, entry: Entry) -> None:
        """Set the `source_id` of an entry; what cannot be decided is a problem."""
        record, said = entry.record, entry.source
        given = record["source_id"]
        if given:
            alike: Sequence[Record] = (
                [self._known.by_id[given]] if given in self._known.by_id else ()
            )
        else:
            alike = self._known.alike(said)
        if not alike and given and not said:
            self._refuse(entry, "source_id", "an unknown source", _DESCRIBE, value=given)
        elif not alike:
            self._add(entry, given)
        elif len({source["publisher"] for source in alike}) > 1 and "publisher" not in said:
            named = ", ".join(f"{s['source_id']} of {s['publisher']}" for s in alike)
            self._refuse(
                entry,
                "title",
                f"the title of several sources: {named}",
                "Write the publisher, or the source_id.",
                value=said.get("title"),
            )
        else:
            record["source_id"] = alike[0]["source_id"]
            self._compare(entry, alike[0])

    def problems(self) -> list[Problem]:
        """Return what is wrong, each fault of a source once with the rows that it touches."""
        found = list(self._problems)
        for (source_id, column), values in self._otherwise.items():
            source = self._known.by_id[source_id]
            dated = column == "published_on"
            row = (self._dating_row if dated else self._first_row).get(source_id)
            if row is None:
                other = f"{source_id} of sources.csv"
            else:
                other = f"row {row}, which cites the same source,"
            if dated:
                precision = source["published_on_precision"]
                says = f"was published on {source[column]} (precision {precision})"
            else:
                says = f"has {source[column]!r}"
            rows_of: defaultdict[str, list[int]] = defaultdict(list)
            for row, value in values.items():
                rows_of[value].append(row)
            if len(rows_of) > 1:
                several = "; ".join(f"{v!r} in {name_rows(rows)}" for v, rows in rows_of.items())
                says += f"; this file has {several}"
            first, *more = values
            problem = self._table.problem(
                f"{other} {says}",
                _DATE_REMEDY if dated else _SAME_REMEDY,
                row=first,
                column=column,
                value=values[first] if len(rows_of) == 1 else None,
            )
            found.append(problem.with_rows(more))
        return found

    def dated(self) -> dict[str, tuple[int, Record]]:
        """Return the known sources that had no date and have one now, with the row that says so."""
        return {
            source_id: (row, self._known.by_id[source_id])
            for source_id, row in self._dating_row.items()
            if source_id not in self.added
        }

    def _add(self, entry: Entry, given: str) -> None:
        said = entry.source
        missing = [name for name in ("publisher", "title", "kind") if not said.get(name)]
        for column in missing:
            self._refuse(
                entry,
                column,
                "a new source is described by publisher, title and kind",
                "Fill it in (publisher 'repost' for a copy on an unrelated site), "
                "or write the source_id of a known source.",
            )
        if missing:
            return
        source_id = given or self._known.next_id()
        source = {
            "source_id": source_id,
            **{column: said.get(column, "") for column in SOURCE_COLUMNS},
            "published_on": "",
            "published_on_precision": "",
        }
        self._known.add(source)
        self.added[source_id] = source
        self._first_row[source_id] = entry.row
        entry.record["source_id"] = source_id
        self._date(entry, source)

    def _compare(self, entry: Entry, source: Record) -> None:
        """Note where a row says otherwise of its source than sources.csv, or an earlier row."""
        source_id = source["source_id"]
        for column, value in entry.source.items():
            if value != source[column]:
                self._differ(entry, source_id, column, value)
        self._date(entry, source)

    def _date(self, entry: Entry, source: Record) -> None:
        """Date a source by the first row that states its date; rows after it must agree."""
        date = {column: entry.record[column] for column in DATE_COLUMNS}
        if date["published_on_precision"] == "inferred":
            return  # an inferred date is the figure's, not the source's
        if not source["published_on"]:
            source.update(date)
            self._dating_row[source["source_id"]] = entry.row
        elif not date.items() <= source.items():
            self._differ(entry, source["source_id"], "published_on", date["published_on"])

    def _differ(self, entry: Entry, source_id: str, column: str, value: str) -> None:
        self._otherwise[source_id, column][entry.row] = value
        self.unsettled.add(entry.row)

    def _refuse(
        self, entry: Entry, column: str, message: str, remedy: str, *, value: str | None = None
    ) -> None:
        problem = self._table.problem(message, remedy, row=entry.row, column=column, value=value)
        self._problems.append(problem)
        self.unsettled.add(entry.row)


_DESCRIBE = (
    "Correct it, or describe the new source in the same row: publisher, title, url and kind."
)
_SAME_REMEDY = (
    "Write the same, or leave it empty and write the source_id; "
    "a publication of its own needs an address or a title of its own."
)
_DATE_REMEDY = (
    "Correct the date or the source; write precision inferred "
    "where the date is not the publication's own."
)
