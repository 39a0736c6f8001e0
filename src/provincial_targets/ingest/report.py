"""Show what an ingest would do: for a person as text, for a script as JSON."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from provincial_targets.checks.problems import Problem, name_rows
from provincial_targets.ingest.outcome import Outcome
from provincial_targets.ingest.propose.proposals import Change
from provincial_targets.ingest.read.tables import Table
from provincial_targets.ingest.reference.seedfiles import COUNTS, COVERAGE, Record

_LISTED = 50
"""Lines of one kind that a person reads; of more, the text shows sums and the first ones."""

_KINDS_FROM = 20
"""Problems that are read one by one; more are summed up by kind first."""


def as_text(outcome: Outcome) -> list[str]:
    """Return the report, line by line; of a large file sums, and the first lines of each kind."""
    proposal, sheet = outcome.proposal, outcome.table.sheet
    lines = [f"{sheet.file} ({sheet.origin})" if sheet.origin else sheet.file]
    lines += _first([f"  {notice}" for notice in proposal.notices], "notices")
    if len(proposal.additions) > _LISTED:
        lines += _sums(list(proposal.additions.values()))
    lines += _first(
        [
            f"  new source {record['source_id']}: {record['publisher']}, {record['title']}"
            for record in proposal.sources
        ],
        "new sources",
    )
    lines += _first(
        [
            f"  row {row}: add {_figure(record)}{_sentence(outcome.table, row)}"
            for row, record in proposal.additions.items()
        ],
        "figures to add",
    )
    for change in proposal.corrections:
        lines.append(f"  row {change.row}: correct {change.before['source_id']}")
        lines += _columns(change)
    lines += _first(
        [f"  row {row}: add {_document(record)}" for row, record in proposal.documents.items()],
        "documents to add",
    )
    for change in proposal.document_changes:
        lines.append(f"  row {change.row}: change {_document(change.before)}")
        lines += _columns(change)
    changes = [
        "\n".join([f"  row {change.row}: change {_figure(change.before)}", *_columns(change)])
        for change in proposal.changes
    ]
    lines += _first(changes, "figures to change")
    lines += _first(
        [f"  row {row}: already there as {key}" for row, key in proposal.already_there.items()],
        "rows already there",
    )
    lines += _first(
        [f"  row {row}: the same as row {first}" for row, first in proposal.repeated.items()],
        "repeated rows",
    )
    if proposal.left_out:
        lines.append(f"  states nothing, left out: {name_rows(proposal.left_out)}")
    for file, changed in outcome.diffs.items():
        lines += ["", *_first(changed, f"lines of the difference of {file}")]
        if file in (COUNTS, COVERAGE):
            lines.append("  (reviewed numbers: by merging you say that these are right)")
    if outcome.gaps and not proposal.problems:
        lines.append("")
    for cell, absent in outcome.gaps.items():
        lines.append(
            f"  {cell}: no figure for {', '.join(absent)}" if absent else f"  {cell}: all provinces"
        )
    if proposal.problems:
        lines += ["", *_kinds(proposal.problems)]
        return [*lines, *_first([str(problem) for problem in proposal.problems], "problems")]
    return [*lines, "", summary(outcome)]


def _sentence(table: Table, row: int) -> str:
    """Return the sentence that a figure was read in, where the file has it; it is not stored."""
    cell = table.rows[row].get("sentence")
    return f"\n      in: {cell.text}" if cell is not None and cell.text else ""


def _first(lines: Sequence[str], what: str) -> list[str]:
    more = len(lines) - _LISTED
    return [
        *lines[:_LISTED],
        *([f"  … and {more:,} more {what}: --json shows all"] if more > 0 else []),
    ]


def _columns(change: Change) -> list[str]:
    return [
        f"      {column}: {change.before[column]!r} -> {change.after[column]!r}"
        for column in change.columns
    ]


def _sums(additions: Sequence[Record]) -> list[str]:
    """Return how many figures each indicator, measure and year gains, a line for two of them."""
    cells = Counter((r["indicator"], r["measure"], r["year"]) for r in additions)
    years: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for (indicator, measure, year), number in sorted(cells.items()):
        years[indicator, measure].append(f"{year}: {number}")
    sources = len({record["source_id"] for record in additions})
    return [
        f"  {len(additions):,} figures from {sources:,} sources, by year:",
        *(f"    {' '.join(key)}: {', '.join(parts)}" for key, parts in years.items()),
    ]


def _kinds(problems: Sequence[Problem]) -> list[str]:
    """Return how many problems there are of each kind and column, with the first of each."""
    if len(problems) <= _KINDS_FROM:
        return []
    kinds: defaultdict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        # Group by the message without the names, values and numbers of its row.
        said = re.sub(r"'[^']*'|\"[^\"]*\"|[+-]?\d[\d.,-]*\d|\d", "…", problem.message)
        kinds[problem.column or "", said.partition(": ")[0]].append(problem)
    lines = [f"{len(problems):,} problems of {len(kinds)} kinds:"]
    for (column, kind), alike in sorted(kinds.items(), key=lambda item: -len(item[1])):
        first = alike[0]
        rows = {row for p in alike if p.row is not None for row in (p.row, *p.more_rows)}
        place = f"column {column}: " if column else ""
        touched = f", {len(rows):,} rows" if len(rows) > len(alike) else ""
        found = f" (found {first.value!r})" if first.value is not None else ""
        example = f"; first: row {first.row}{found}" if first.row is not None else ""
        lines.append(f"  {len(alike):,} × {place}{kind}{touched}{example}")
    return [*lines, ""]


def summary(outcome: Outcome) -> str:
    """Return the outcome in one line."""
    proposal, table = outcome.proposal, outcome.table
    if proposal.problems:
        number = len(proposal.problems)
        return f"{number} {'problem' if number == 1 else 'problems'}: nothing is merged."
    if proposal.is_empty:
        return "Nothing to add: the seeds stay as they are."
    what = (
        f"{len(proposal.additions)} to add, {len(proposal.changes)} to change, "
        f"{len(proposal.sources)} new sources"
    )
    if proposal.corrections:
        what += f", {len(proposal.corrections)} sources to correct"
    if table.is_of_documents:
        what = (
            f"{len(proposal.documents)} documents to add, "
            f"{len(proposal.document_changes)} to change"
        )
    if outcome.is_merged:
        return f"Merged: {what}. Look at 'git diff seeds', then commit."
    return f"{what}. Nothing was changed; add --yes to merge."


def as_json(outcome: Outcome) -> dict[str, Any]:
    """Return the report for a script."""
    proposal, sheet = outcome.proposal, outcome.table.sheet
    return {
        "file": sheet.file,
        "read_as": sheet.origin,
        "merged": outcome.is_merged,
        "additions": [{"row": row, **record} for row, record in proposal.additions.items()],
        "changes": [dataclasses.asdict(change) for change in proposal.changes],
        "sources": proposal.sources,
        "corrections": [dataclasses.asdict(change) for change in proposal.corrections],
        "documents": [{"row": row, **record} for row, record in proposal.documents.items()],
        "document_changes": [
            {"row": change.row, "before": change.before, "after": change.after}
            for change in proposal.document_changes
        ],
        "already_there": [
            {"row": row, "observation_id": key} for row, key in proposal.already_there.items()
        ],
        "repeated": [{"row": row, "first": first} for row, first in proposal.repeated.items()],
        "left_out": proposal.left_out,
        "notices": [dataclasses.asdict(notice) for notice in proposal.notices],
        "without_figure": outcome.gaps,
        "diff": outcome.diffs,
        "problems": [dataclasses.asdict(problem) for problem in proposal.problems],
    }


def _figure(record: Record) -> str:
    value = record["value"] or "no number"
    return (
        f"{record['observation_id']} {record['geography_code']} {record['indicator']} "
        f"{record['measure']} {record['year']}: {value} ({record['raw_text']}), "
        f"{record['published_on']}, {record['source_id']}"
    )


def _document(record: Record) -> str:
    read = "read in full" if record["is_read_in_full"] == "true" else "not read in full"
    return (
        f"{record['document_kind']} {record['geography_code']} {record['year']}: "
        f"{record['title']}, {record['published_on']}, {read}"
    )
