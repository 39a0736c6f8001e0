"""Show what an ingest would do: for a person as text, for a script as JSON."""

from __future__ import annotations

import dataclasses
import difflib
from typing import Any

from provincial_targets.ingest.proposals import Proposal
from provincial_targets.ingest.seedfiles import COUNTS, COVERAGE, Record, SeedFile, Seeds
from provincial_targets.ingest.tables import Table


@dataclasses.dataclass
class Outcome:
    """Everything a run of `ingest` found and did.

    Attributes:
        table: The user's table.
        proposal: What it would do.
        diffs: The seeds' changed lines, by file, in the form of `diff -u`.
        gaps: For each cell that gains figures: its name and the provinces still without one.
        is_merged: Whether the seeds were changed.
    """

    table: Table
    proposal: Proposal
    diffs: dict[str, list[str]] = dataclasses.field(default_factory=dict)
    gaps: dict[str, list[str]] = dataclasses.field(default_factory=dict)
    is_merged: bool = False


def diff(seed: SeedFile) -> list[str]:
    """Return the changed lines of a seed; empty where it stays as it is."""
    before = seed.original.decode("utf-8-sig").splitlines()
    after = seed.content().decode("utf-8-sig").splitlines()
    lines = difflib.unified_diff(before, after, seed.file, seed.file, n=0, lineterm="")
    return list(lines)


def gaps(seeds: Seeds, proposal: Proposal) -> dict[str, list[str]]:
    """Return, for each cell that changes, the provinces that have no figure afterwards."""
    touched = [*proposal.additions.values(), *(change.after for change in proposal.changes)]
    cells = {(r["indicator"], r["measure"], r["year"]) for r in touched}
    names = {r["geography_code"]: r["name_zh"] for r in seeds.geographies}
    return {
        f"{row['indicator']} {row['measure']} {row['year']}": [
            f"{code} {names.get(code, '?')}" for code in row["absent_provinces"].split()
        ]
        for row in seeds.coverage.records
        if (row["indicator"], row["measure"], row["year"]) in cells
    }


def as_text(outcome: Outcome) -> list[str]:
    """Return the report, line by line."""
    proposal, sheet = outcome.proposal, outcome.table.sheet
    lines = [f"{sheet.file} ({sheet.origin})" if sheet.origin else sheet.file]
    lines += [f"  {notice}" for notice in proposal.notices]
    for record in proposal.sources:
        lines.append(
            f"  new source {record['source_id']}: {record['publisher']}, {record['title']}"
        )
    for row, record in proposal.additions.items():
        lines.append(f"  row {row}: add {_figure(record)}")
    for change in proposal.changes:
        lines.append(f"  row {change.row}: change {_figure(change.before)}")
        lines += [
            f"      {column}: {change.before[column]!r} -> {change.after[column]!r}"
            for column in change.columns
        ]
    for row, key in proposal.already_there.items():
        lines.append(f"  row {row}: already there as {key}")
    for row, first in proposal.repeated.items():
        lines.append(f"  row {row}: the same as row {first}")
    if proposal.left_out:
        lines.append(f"  states nothing, left out: {_rows(proposal.left_out)}")
    for file, changed in outcome.diffs.items():
        lines += ["", *changed]
        if file in (COUNTS, COVERAGE):
            lines.append("  (reviewed numbers: by merging you say that these are right)")
    if outcome.gaps and not proposal.problems:
        lines.append("")
    for cell, absent in outcome.gaps.items():
        lines.append(
            f"  {cell}: no figure for {', '.join(absent)}" if absent else f"  {cell}: all provinces"
        )
    if proposal.problems:
        lines += ["", *map(str, proposal.problems)]
        return lines
    return [*lines, "", summary(outcome)]


def summary(outcome: Outcome) -> str:
    """Return the outcome in one line."""
    proposal = outcome.proposal
    if proposal.problems:
        number = len(proposal.problems)
        return f"{number} {'problem' if number == 1 else 'problems'}: nothing is merged."
    if proposal.is_empty:
        return "Nothing to add: the seeds stay as they are."
    what = (
        f"{len(proposal.additions)} to add, {len(proposal.changes)} to change, "
        f"{len(proposal.sources)} new sources"
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
        "changes": [
            {"row": change.row, "before": change.before, "after": change.after}
            for change in proposal.changes
        ],
        "sources": proposal.sources,
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


def _rows(rows: list[int]) -> str:
    """Return row numbers with runs joined: rows 3, 7-12."""
    parts: list[str] = []
    start = previous = rows[0]
    for row in [*rows[1:], -1]:
        if row == previous + 1:
            previous = row
            continue
        parts.append(str(start) if start == previous else f"{start}-{previous}")
        start = previous = row
    return ("row " if len(rows) == 1 else "rows ") + ", ".join(parts)
