"""From a file to changed seeds, in order: read, compare, judge wordings, try out, show, merge."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from provincial_targets.checks.problems import told_once
from provincial_targets.ingest.apply import journal, trial
from provincial_targets.ingest.apply.merging import merge
from provincial_targets.ingest.outcome import Outcome, changed_lines, gaps
from provincial_targets.ingest.propose import wordings
from provincial_targets.ingest.propose.corrections import correct
from provincial_targets.ingest.propose.documents import add_documents
from provincial_targets.ingest.propose.proposals import Proposal, propose
from provincial_targets.ingest.read.losses import lost_letters
from provincial_targets.ingest.read.sheets import read_sheets
from provincial_targets.ingest.read.tables import find_table
from provincial_targets.ingest.reference.seedfiles import Seeds
from provincial_targets.terminal.logs import progress


def ingest(
    project_dir: Path,
    path: Path,
    file: str,
    *,
    yes: bool,
    replace: bool,
    given: Mapping[str, str] | None = None,
) -> Outcome:
    """Judge a file, and merge it with `yes`.

    Args:
        project_dir: The project.
        path: The file.
        file: Its name in messages.
        yes: Whether to merge; otherwise nothing is changed.
        replace: Whether a row that carries the id of an observation or a source may change it.
        given: What options say of all rows, by column.

    Returns:
        What was found and done. With any problem, nothing was changed.

    Raises:
        Stop: The seeds themselves are broken.
        OSError: The seeds cannot be written; they are as they were, or will be complete after the
            next start.
    """
    progress.show(f"reading {file} …")
    seeds = Seeds(project_dir)
    names = [record["name_zh"] for record in (*seeds.geographies, *seeds.indicators)]
    table = find_table(read_sheets(path, file, names), seeds, given)
    table.sheet.problems += lost_letters(table)
    if table.sheet.problems:
        proposal = Proposal(problems=table.sheet.problems)
    elif table.is_of_sources:
        proposal = correct(table, seeds, replace=replace)
    elif table.is_of_documents:
        proposal = add_documents(table, seeds, replace=replace)
    else:
        proposal = propose(table, seeds, replace=replace)
        proposal.problems += wordings.judge(table, seeds, proposal)
    progress.clear()
    proposal.problems = told_once(proposal.problems)
    outcome = Outcome(table=table, proposal=proposal)
    if proposal.problems or proposal.is_empty:
        return outcome
    rows = merge(seeds, proposal)
    outcome.diffs = {seed.file: lines for seed in seeds.written if (lines := changed_lines(seed))}
    outcome.gaps = gaps(seeds, proposal)
    progress.show("judging the seeds as they would be …")
    proposal.problems = told_once(trial.judge(seeds, table, rows))
    progress.clear()
    if yes and not proposal.problems:
        journal.replace_all(
            project_dir,
            {
                seed.file: (seed.original, seed.content())
                for seed in seeds.written
                if seed.file in outcome.diffs
            },
        )
        outcome.is_merged = True
    return outcome
