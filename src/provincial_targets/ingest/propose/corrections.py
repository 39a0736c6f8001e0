"""Correct known sources by a table of sources: the columns of sources.csv, and none of a figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from provincial_targets.checks.problems import Notice, Problem
from provincial_targets.ingest.propose.citations import Publications
from provincial_targets.ingest.propose.proposals import Change, Proposal
from provincial_targets.ingest.read import readings
from provincial_targets.ingest.read.entries import SOURCE_ID, RowReader, is_before_its_time
from provincial_targets.ingest.read.tables import Table
from provincial_targets.ingest.reference.seedfiles import Record, Seeds
from provincial_targets.ingest.reference.vocabulary import DATE_COLUMNS, SOURCE_COLUMNS


def correct(table: Table, seeds: Seeds, *, replace: bool) -> Proposal:
    """Judge a table of sources.

    A column that the table lacks stays as it is; an empty cell empties its column. The figures
    that bear the date of their source move with it.

    Args:
        table: The user's table.
        seeds: The seeds as they are.
        replace: Whether known sources may be changed.

    Returns:
        The proposal; where it has problems, nothing of it may be merged.
    """
    proposal = Proposal(notices=list(table.sheet.notices))
    first_rows: dict[str, int] = {}
    for row, cells in table.rows.items():
        reader = _SourceReader(table, row, cells, seeds)
        before, after = reader.compare(seeds.known_sources)
        proposal.notices += reader.notices
        proposal.problems += reader.problems
        if before is None or after is None:
            continue
        source_id = before["source_id"]
        first = first_rows.setdefault(source_id, row)
        if first != row:
            problem = table.problem(
                f"row {first} corrects the same source",
                "Keep one of them.",
                row=row,
                column="source_id",
                value=source_id,
            )
            proposal.problems.append(problem)
        elif before == after:
            proposal.already_there[row] = source_id
        else:
            proposal.corrections.append(Change(row, before, after))
    if not replace:
        proposal.problems += [_not_replaced(table, change) for change in proposal.corrections]
    proposal.problems += _alike(table, seeds, proposal.corrections)
    _move_figures(table, seeds, proposal)
    return proposal


class _SourceReader(RowReader):
    """Reads a row of a table of sources."""

    def compare(self, known: Mapping[str, Record]) -> tuple[Record | None, Record | None]:
        """Return the source that the row names, before and after the correction."""
        source_id = self._identifier("source_id", SOURCE_ID, "src-0123")
        before = known.get(source_id)
        if before is None:
            if not self.problems:
                self._refuse(
                    "source_id",
                    "no known source" if source_id else "a value is missing",
                    "Write the source_id of the source to correct; a new source comes in with its "
                    "first figure.",
                )
            return None, None
        after = dict(before)
        for column in SOURCE_COLUMNS:
            if column in self._cells:
                read = self._code if column == "kind" else self._text
                after[column] = read(column)
        if "published_on" in self._cells:
            after |= self._date()
        elif "published_on_precision" in self._cells:
            self._refuse("published_on", "the column is missing", "Write the date beside it.")
        return before, None if self.problems else after

    def _text(self, column: str) -> str:
        return self._take(column, readings.read_text) or ""

    def _date(self) -> Record:
        date = dict.fromkeys((*DATE_COLUMNS, "source_id", "year"), "")
        if not self._cell("published_on").is_empty:
            self._dates(date)
        elif not self._cell("published_on_precision").is_empty:
            self._refuse("published_on", "a precision without a date", "Write the date beside it.")
        if date["published_on_precision"] == "inferred":
            self._refuse(
                "published_on_precision",
                "a source has a date of its own or none",
                "Write day or month, or empty both cells.",
            )
        return {column: date[column] for column in DATE_COLUMNS}


def _not_replaced(table: Table, change: Change) -> Problem:
    column = change.columns[0]
    source_id, now = change.before["source_id"], change.before[column]
    return table.problem(
        f"{source_id} of sources.csv has {now!r}",
        "Add --replace to change that source.",
        row=change.row,
        column=column,
        value=change.after[column] or None,
    )


def _alike(table: Table, seeds: Seeds, corrections: list[Change]) -> list[Problem]:
    """Refuse a correction by which one publication would stand in sources.csv twice.

    Where it stands there twice already, other columns of the two can still be corrected.
    """
    as_it_is = Publications(seeds.known_sources.values())
    corrected = {change.before["source_id"]: change.after for change in corrections}
    publications = Publications((seeds.known_sources | corrected).values())
    problems = []
    for change in corrections:
        source_id = change.after["source_id"]
        known = {source_id, *(s["source_id"] for s in as_it_is.alike(change.before))}
        others = [s for s in publications.alike(change.after) if s["source_id"] not in known]
        if not others:
            continue
        url = change.after["url"]
        column = "url" if url and others[0]["url"] == url else "title"
        what = "address" if column == "url" else "title and publisher"
        problems.append(
            table.problem(
                f"{others[0]['source_id']} of sources.csv has the same {what}",
                "Correct one of them; one publication is one source.",
                row=change.row,
                column=column,
                value=change.after[column],
            )
        )
    return problems


def _move_figures(table: Table, seeds: Seeds, proposal: Proposal) -> None:
    """Move the figures that have their source's date with it, and name the vintages that change."""
    figures: defaultdict[str, list[Record]] = defaultdict(list)
    for record in seeds.observations.records:
        figures[record["source_id"]].append(record)
    for change in proposal.corrections:
        old, new = ([source[c] for c in DATE_COLUMNS] for source in (change.before, change.after))
        if old == new or not old[0] or not new[0]:
            continue
        date = dict(zip(DATE_COLUMNS, new, strict=True))
        moved = [
            Change(change.row, record, {**record, **date})
            for record in figures[change.before["source_id"]]
            if [record[c] for c in DATE_COLUMNS] == old
        ]
        early = [c for c in moved if is_before_its_time(c.after)]
        if early:
            proposal.problems.append(
                table.problem(
                    f"{early[0].before['observation_id']} states {early[0].before['measure']} of "
                    f"{early[0].before['year']}, which was still to come then",
                    "Correct the date, or that figure first.",
                    row=change.row,
                    column="published_on",
                    value=new[0],
                )
            )
        proposal.changes += moved
        if moved and old[0] != new[0]:
            message = (
                f"{len(moved)} figures move with the date of {change.before['source_id']}, "
                f"{old[0]} -> {new[0]}: {_vintages(seeds, old[0], new[0])}"
            )
            heading = table.headings["published_on"]
            proposal.notices.append(Notice(row=change.row, column=heading, message=message))


def _vintages(seeds: Seeds, old: str, new: str) -> str:
    between = [name for name, day in seeds.vintages if min(old, new) <= day < max(old, new)]
    if not between:
        return "no vintage lies between the two"
    known = "now include them" if new < old else "no longer include them"
    return f"the vintages {', '.join(between)} {known}"
