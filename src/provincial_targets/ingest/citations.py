"""Find the source that a row cites among the known ones, or make a new row for it."""

from __future__ import annotations

from provincial_targets.ingest.entries import Entry
from provincial_targets.ingest.seedfiles import Record, Seeds
from provincial_targets.ingest.tables import Table
from provincial_targets.ingest.vocabulary import SOURCE_COLUMNS
from provincial_targets.problems import Problem


class Citations:
    """The known sources, and those that a file adds."""

    def __init__(self, seeds: Seeds, table: Table) -> None:
        """Start from sources.csv."""
        self._table = table
        self._known = {record["source_id"]: record for record in seeds.sources.records}
        self._first_row: dict[str, int] = {}
        self.added: dict[str, Record] = {}
        self.problems: list[Problem] = []

    def cite(self, entry: Entry) -> None:
        """Set the `source_id` of an entry; what cannot be decided is a problem."""
        record, said = entry.record, entry.source
        given = record["source_id"]
        found = self._find(given, said)
        if found is None and given and not said:
            self._refuse(entry, "source_id", given, "an unknown source", _DESCRIBE)
            return
        if found is None:
            self._add(entry, given)
            return
        record["source_id"] = found["source_id"]
        self._compare(entry, found)

    def _find(self, given: str, said: Record) -> Record | None:
        if given:
            return self._known.get(given)
        url = said.get("url")
        for source in self._known.values():
            if url and source["url"] == url:
                return source
        alike = [
            source
            for source in self._known.values()
            if not (url and source["url"])
            and source["title"] == said.get("title")
            and source["publisher"] == said.get("publisher", source["publisher"])
        ]
        return alike[0] if alike else None

    def _add(self, entry: Entry, given: str) -> None:
        said = entry.source
        missing = [name for name in ("publisher", "title", "kind") if not said.get(name)]
        for column in missing:
            self._refuse(
                entry,
                column,
                None,
                "a new source is described by publisher, title and kind",
                "Fill it in (publisher 'repost' for a copy on an unrelated site), "
                "or write the source_id of a known source.",
            )
        if missing:
            return
        source_id = given or f"src-{self._next_number():04d}"
        # A date that was only inferred says nothing about the source.
        dated = entry.record["published_on_precision"] in ("day", "month")
        source = {
            "source_id": source_id,
            **{column: said.get(column, "") for column in SOURCE_COLUMNS},
            "published_on": entry.record["published_on"] if dated else "",
            "published_on_precision": entry.record["published_on_precision"] if dated else "",
        }
        self._known[source_id] = self.added[source_id] = source
        self._first_row[source_id] = entry.row
        entry.record["source_id"] = source_id

    def _next_number(self) -> int:
        return 1 + max((int(key.removeprefix("src-")) for key in self._known), default=0)

    def _compare(self, entry: Entry, source: Record) -> None:
        """Refuse a row that says otherwise about its source than sources.csv, or an earlier row."""
        source_id = source["source_id"]
        where = f"{source_id} of sources.csv"
        if source_id in self._first_row:
            where = f"row {self._first_row[source_id]}, which cites the same source,"
        for column, value in entry.source.items():
            if value != source[column]:
                self._refuse(
                    entry,
                    column,
                    value,
                    f"{where} has {source[column]!r}",
                    "Write the same, or leave it empty and write the source_id; "
                    "a publication of its own needs an address or a title of its own.",
                )
        precision = entry.record["published_on_precision"]
        if precision not in ("day", "month"):
            return
        dated = (entry.record["published_on"], precision)
        if source_id in self.added and not source["published_on"]:
            source["published_on"], source["published_on_precision"] = dated
        elif source["published_on"] and dated != (
            source["published_on"],
            source["published_on_precision"],
        ):
            self._refuse(
                entry,
                "published_on",
                entry.record["published_on"],
                f"{where} was published on {source['published_on']} "
                f"(precision {source['published_on_precision']})",
                "Correct the date or the source; write precision inferred "
                "where the date is not the publication's own.",
            )

    def _refuse(
        self, entry: Entry, column: str, value: str | None, message: str, remedy: str
    ) -> None:
        self.problems.append(self._table.problem(entry.row, column, value, message, remedy))


_DESCRIBE = (
    "Correct it, or describe the new source in the same row: publisher, title, url and kind."
)
