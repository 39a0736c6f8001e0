"""What an ingest found and did."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field

from provincial_targets.ingest.propose.proposals import Change, Proposal
from provincial_targets.ingest.read.tables import Table
from provincial_targets.ingest.reference.seedfiles import SeedFile, Seeds


@dataclass(kw_only=True)
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
    diffs: dict[str, list[str]] = field(default_factory=dict)
    gaps: dict[str, list[str]] = field(default_factory=dict)
    is_merged: bool = False


def changed_lines(seed: SeedFile) -> list[str]:
    """Return the changed lines of a seed; empty where it stays as it is."""
    before = seed.original.decode("utf-8-sig").splitlines()
    after = seed.content().decode("utf-8-sig").splitlines()
    lines = difflib.unified_diff(before, after, seed.file, seed.file, n=0, lineterm="")
    return list(lines)


def gaps(seeds: Seeds, proposal: Proposal) -> dict[str, list[str]]:
    """Return, for each cell that gains or loses figures, the provinces without one afterwards."""
    touched = [*proposal.additions.values(), *(c.after for c in proposal.changes if _is_moved(c))]
    cells = {(r["indicator"], r["measure"], r["year"]) for r in touched}
    names = {r["geography_code"]: r["name_zh"] for r in seeds.geographies}
    return {
        f"{row['indicator']} {row['measure']} {row['year']}": [
            f"{code} {names.get(code, '?')}" for code in row["absent_provinces"].split()
        ]
        for row in seeds.coverage.records
        if (row["indicator"], row["measure"], row["year"]) in cells
    }


def _is_moved(change: Change) -> bool:
    return not {"geography_code", "indicator", "measure", "year"}.isdisjoint(change.columns)
