"""Compare what a file says with what the seeds have: new, changed, already there, in conflict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from provincial_targets.checks.problems import Notice, Problem, shorten
from provincial_targets.ingest.propose.citations import Citations
from provincial_targets.ingest.read.entries import Entry, read_entries
from provincial_targets.ingest.read.tables import Table
from provincial_targets.ingest.reference.seedfiles import Record, Seeds
from provincial_targets.ingest.reference.vocabulary import OBSERVATION_COLUMNS

_FIGURE = ("geography_code", "indicator", "measure", "year", "basis", "release", "source_id")
"""One source states such a figure once, as a rule."""

_SORTED_BY = (
    "indicator",
    "measure",
    "year",
    "geography_code",
    "published_on",
    "source_id",
    "observation_id",
)


@dataclass(frozen=True)
class Change:
    """A row that replaces an observation, a source or a document of the seeds.

    Attributes:
        row: Its number in the user's file.
        before: The row as it is.
        after: The same as it will be, with the same id or key.
    """

    row: int
    before: Record
    after: Record

    @property
    def columns(self) -> list[str]:
        """What differs."""
        return _differences(self.before, self.after)


@dataclass(kw_only=True)
class Proposal:
    """What a file would do to the seeds.

    Attributes:
        additions: New observations by the row that states them, in the order of the seeds.
        changes: Observations that are replaced.
        sources: New rows of sources.csv.
        corrections: Sources that are replaced.
        documents: New rows of documents.csv by the row that states them.
        document_changes: Documents that are replaced.
        already_there: Rows that the seeds have, with the id of the observation or source, or the
            key of the document.
        repeated: Rows that repeat an earlier row of the file.
        left_out: Rows that state nothing.
        notices: What was converted or taken off before the values were taken.
        problems: Why nothing can be merged.
    """

    additions: dict[int, Record] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    sources: list[Record] = field(default_factory=list)
    corrections: list[Change] = field(default_factory=list)
    documents: dict[int, Record] = field(default_factory=dict)
    document_changes: list[Change] = field(default_factory=list)
    already_there: dict[int, str] = field(default_factory=dict)
    repeated: dict[int, int] = field(default_factory=dict)
    left_out: list[int] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether the seeds would stay as they are."""
        return not (
            self.additions
            or self.changes
            or self.corrections
            or self.documents
            or self.document_changes
        )


def sort_key(record: Mapping[str, str]) -> tuple[str, ...]:
    """Return the place of an observation in the seeds."""
    return tuple(record[column] for column in _SORTED_BY)


def propose(table: Table, seeds: Seeds, *, replace: bool) -> Proposal:
    """Judge the rows of a table.

    Args:
        table: The user's table.
        seeds: The seeds as they are.
        replace: Whether a row that carries the id of an observation may change it.

    Returns:
        The proposal; where it has problems, nothing of it may be merged.
    """
    found = read_entries(table, seeds)
    proposal = Proposal(
        left_out=found.left_out,
        notices=[*table.sheet.notices, *found.notices],
        problems=found.problems,
    )
    citations = Citations(seeds, table)
    for entry in found.entries:
        citations.cite(entry)
    proposal.problems += citations.problems()
    comparison = _Comparison(table, seeds, proposal, replace=replace)
    for entry in found.entries:
        if entry.row not in citations.unsettled:
            comparison.place(entry)
    proposal.problems.sort(key=lambda problem: problem.row or 0)
    _number(proposal, seeds)
    cited = {record["source_id"] for record in proposal.additions.values()}
    cited |= {change.after["source_id"] for change in proposal.changes}
    proposal.sources = [
        record for source_id, record in citations.added.items() if source_id in cited
    ]
    proposal.corrections = [
        Change(row, seeds.known_sources[source_id], after)
        for source_id, (row, after) in citations.dated().items()
        if source_id in cited
    ]
    return proposal


class _Comparison:
    """Classifies each row: new, changed, already there, repeated or in conflict."""

    def __init__(self, table: Table, seeds: Seeds, proposal: Proposal, *, replace: bool) -> None:
        self._table = table
        self._proposal = proposal
        self._replace = replace
        self._by_id: Mapping[str, Record] = {
            record["observation_id"]: record for record in seeds.observations.records
        }
        self._same_rows: dict[tuple[str, ...], int] = {}
        self._rows_by_id: dict[str, int] = {}
        self._figures: defaultdict[tuple[str, ...], list[tuple[str, Record]]] = defaultdict(list)
        for key, record in self._by_id.items():
            self._figures[_figure(record)].append((key, record))

    def place(self, entry: Entry) -> None:
        """Add an entry to the proposal, by its class."""
        record, row = entry.record, entry.row
        identity, given = _identity(record), record["observation_id"]
        alike = self._figures[_figure(record)]
        same = (key for key, other in alike if key in self._by_id and _identity(other) == identity)
        if known := next(same, None):
            self._proposal.already_there[row] = known
        elif identity in self._same_rows:
            self._proposal.repeated[row] = self._same_rows[identity]
        elif given and given in self._rows_by_id:
            self._refuse(
                entry,
                "observation_id",
                f"row {self._rows_by_id[given]} has the same id and says something else",
                "Leave the id empty in one of them.",
            )
        elif given in self._by_id:
            self._change(entry, self._by_id[given])
        elif not given and not entry.is_second_statement and alike:
            self._conflict(entry, alike)
        else:
            self._proposal.additions[row] = record
        self._same_rows.setdefault(identity, row)
        if given:
            self._rows_by_id.setdefault(given, row)
        alike.append((f"row {row}", record))

    def _change(self, entry: Entry, before: Record) -> None:
        if self._replace:
            self._proposal.changes.append(Change(entry.row, before, entry.record))
            return
        columns = _differences(before, entry.record)
        self._refuse(
            entry,
            columns[0],
            f"{entry.record['observation_id']} has {_listed(before, columns)}",
            "Add --replace to change that observation; empty the id to add another one.",
        )

    def _conflict(self, entry: Entry, others: Sequence[tuple[str, Record]]) -> None:
        key, other = others[-1]
        columns = _differences(other, entry.record)
        correct = (
            "To correct it, change that row"
            if key.startswith("row ")
            else f"To correct it, write {key} as observation_id and add --replace"
        )
        self._refuse(
            entry,
            columns[0],
            f"the same source says otherwise about the same figure: {key} has "
            f"{_listed(other, columns)}",
            f"{correct}; if the source says both, write {NEW_REMEDY}.",
        )

    def _refuse(self, entry: Entry, column: str, message: str, remedy: str) -> None:
        value = shorten(entry.record[column]) or None
        problem = self._table.problem(message, remedy, row=entry.row, column=column, value=value)
        self._proposal.problems.append(problem)


NEW_REMEDY = "'new' as observation_id"


def _identity(record: Record) -> tuple[str, ...]:
    """Return all fields but the id; numbers by value, texts without spaces around them."""
    return tuple(
        _comparable(column, record[column])
        for column in OBSERVATION_COLUMNS
        if column != "observation_id"
    )


def _comparable(column: str, text: str) -> str:
    if column == "value" and text:
        return str(Decimal(text).normalize())
    return text.strip()


def _figure(record: Record) -> tuple[str, ...]:
    return tuple(record[column] for column in _FIGURE)


def _differences(one: Record, other: Record) -> list[str]:
    return [
        column
        for column in one
        if column != "observation_id"
        and _comparable(column, one[column]) != _comparable(column, other[column])
    ]


def _listed(record: Record, columns: Sequence[str]) -> str:
    return ", ".join(f"{column} {record[column]!r}" for column in columns)


def _number(proposal: Proposal, seeds: Seeds) -> None:
    """Give every addition its id, counting on from the highest, in the order of the seeds."""
    taken = [record["observation_id"] for record in seeds.observations.records]
    taken += [record["observation_id"] for record in proposal.additions.values()]
    number = max((int(key.removeprefix("obs-")) for key in taken if key), default=0)
    # Rows that tie keep the order of the file: the sort is stable and their id is still empty.
    ordered = sorted(proposal.additions.items(), key=lambda item: sort_key(item[1]))
    for _, record in ordered:
        if not record["observation_id"]:
            number += 1
            record["observation_id"] = f"obs-{number:05d}"
    proposal.additions = dict(sorted(ordered, key=lambda item: sort_key(item[1])))
