"""Merge a proposal into the seeds in memory: new lines in order, every other byte unchanged."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Mapping

from provincial_targets.ingest.propose.documents import document_key
from provincial_targets.ingest.propose.proposals import Proposal, sort_key
from provincial_targets.ingest.reference.seedfiles import Record, SeedFile, Seeds

_MEASURES = ("target", "outturn", "size")
_CELL = ("indicator", "measure", "year")

Key = tuple[str | int, ...]


def merge(seeds: Seeds, proposal: Proposal) -> dict[str, dict[int, int]]:
    """Change `seeds` (in memory) as a proposal says.

    The reviewed numbers of observations and provinces change by what is added and removed. They are
    not recounted, so that the checks still find a figure that was lost before.

    Returns:
        For each line of observations.csv, sources.csv and documents.csv that is new or changed, or
        a source that such a line cites, the row of the user's file; by seed.
    """
    cells_before = _provinces_by_cell(seeds)
    corrected = {change.before["observation_id"]: change.after for change in proposal.changes}
    observations = seeds.observations
    _replace(observations, "observation_id", corrected)
    moved = [
        change.after
        for change in proposal.changes
        if sort_key(change.after) != sort_key(change.before)
    ]
    _remove(observations, {record["observation_id"] for record in moved})
    _insert(observations, [*proposal.additions.values(), *moved], sort_key)
    corrected = {change.before["source_id"]: change.after for change in proposal.corrections}
    _replace(seeds.sources, "source_id", corrected)
    _insert(seeds.sources, proposal.sources, _source_key)
    documents = {
        document_key(record): row
        for row, record in [
            *proposal.documents.items(),
            *((change.row, change.after) for change in proposal.document_changes),
        ]
    }
    changed = {document_key(change.after): change.after for change in proposal.document_changes}
    for index, record in enumerate(seeds.documents.records):
        if after := changed.get(document_key(record)):
            seeds.documents.records[index] = after
            seeds.documents.lines[index] = seeds.documents.line(after)
    _insert(seeds.documents, proposal.documents.values(), document_key)
    difference = Counter(_cell(record) for record in proposal.additions.values())
    for change in proposal.changes:
        difference[_cell(change.after)] += 1
        difference[_cell(change.before)] -= 1
    _expect(seeds, difference, cells_before)
    rows = {record["observation_id"]: row for row, record in proposal.additions.items()}
    rows |= {change.after["observation_id"]: change.row for change in proposal.changes}
    lines = _lines(observations, "observation_id", rows)
    source_rows = {change.after["source_id"]: change.row for change in proposal.corrections}
    for line, row in lines.items():
        source_id = observations.records[line - 2]["source_id"]
        source_rows[source_id] = min(row, source_rows.get(source_id, row))
    return {
        observations.file: lines,
        seeds.sources.file: _lines(seeds.sources, "source_id", source_rows),
        seeds.documents.file: {
            line: documents[document_key(record)]
            for line, record in enumerate(seeds.documents.records, start=2)
            if document_key(record) in documents
        },
    }


def _lines(seed: SeedFile, key: str, rows: Mapping[str, int]) -> dict[int, int]:
    """Return the row of the user's file for each line whose record has one."""
    return {
        line: rows[record[key]]
        for line, record in enumerate(seed.records, start=2)
        if record[key] in rows
    }


def _replace(seed: SeedFile, key: str, corrected: Mapping[str, Record]) -> None:
    for index, record in enumerate(seed.records):
        if record[key] in corrected:
            seed.records[index] = corrected[record[key]]
            seed.lines[index] = seed.line(seed.records[index])


def _insert(seed: SeedFile, new: Iterable[Record], key: Callable[[Record], Key]) -> None:
    """Insert each row before the first one that belongs behind it; nothing else moves."""
    waiting = deque(sorted(new, key=key))
    records, lines = [], []
    for record, line in zip(seed.records, seed.lines, strict=True):
        while waiting and key(waiting[0]) < key(record):
            records.append(waiting.popleft())
            lines.append(seed.line(records[-1]))
        records.append(record)
        lines.append(line)
    seed.records = [*records, *waiting]
    seed.lines = [*lines, *map(seed.line, waiting)]


def _remove(seed: SeedFile, observation_ids: Collection[str]) -> None:
    kept = [
        (record, line)
        for record, line in zip(seed.records, seed.lines, strict=True)
        if record["observation_id"] not in observation_ids
    ]
    seed.records, seed.lines = [record for record, _ in kept], [line for _, line in kept]


def _source_key(record: Mapping[str, str]) -> Key:
    return (record["source_id"],)


def _cell(record: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(record[column] for column in _CELL)


def _provinces_by_cell(seeds: Seeds) -> dict[tuple[str, ...], set[str]]:
    provinces = set(seeds.provinces)
    found: dict[tuple[str, ...], set[str]] = {}
    for record in seeds.observations.records:
        members = found.setdefault(_cell(record), set())
        if record["geography_code"] in provinces:
            members.add(record["geography_code"])
    return found


def _expect(
    seeds: Seeds,
    difference: Counter[tuple[str, ...]],
    before: Mapping[tuple[str, ...], set[str]],
) -> None:
    """Move the reviewed counts and coverage by what was added to and taken from each cell."""
    after = _provinces_by_cell(seeds)
    order = {record["indicator"]: int(record["sort_order"]) for record in seeds.indicators}

    def key(record: Mapping[str, str]) -> Key:
        return (
            order[record["indicator"]],
            _MEASURES.index(record["measure"]),
            int(record["year"]),
        )

    counts = {_cell(record): record for record in seeds.counts.records}
    coverage = {_cell(record): record for record in seeds.coverage.records}
    for cell, number in difference.items():
        names = dict(zip(_CELL, cell, strict=True))
        old_count = counts.get(cell)
        count = number + (int(old_count["observation_count"]) if old_count else 0)
        record = {**names, "observation_count": str(count)}
        _put(seeds.counts, record, old=old_count, key=key, is_needed=count > 0)
        old_cover = coverage.get(cell)
        absent = set(old_cover["absent_provinces"].split() if old_cover else seeds.provinces)
        here, there = before.get(cell, set()), after.get(cell, set())
        absent = (absent | (here - there)) - (there - here)
        # Count from the row's own number, so that number and list change by the same provinces.
        covered = int(old_cover["province_count"]) if old_cover else 0
        record = {
            **names,
            "province_count": str(covered + len(there) - len(here)),
            "absent_provinces": " ".join(sorted(absent)),
        }
        _put(seeds.coverage, record, old=old_cover, key=key, is_needed=cell in after)


def _put(
    seed: SeedFile,
    record: Record,
    *,
    old: Record | None,
    key: Callable[[Record], Key],
    is_needed: bool,
) -> None:
    """Replace the row `old`, insert a new one, or delete the row of a cell that is empty now."""
    if old is None:
        _insert(seed, [record], key)
        return
    if record == old and is_needed:
        return
    index = seed.records.index(old)
    if is_needed:
        seed.records[index], seed.lines[index] = record, seed.line(record)
    else:
        del seed.records[index], seed.lines[index]
