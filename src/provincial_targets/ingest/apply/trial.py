"""Check the merged seeds in a copy of the project, before any file is changed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from provincial_targets.checks import inputs
from provincial_targets.checks.problems import Problem
from provincial_targets.ingest.read.tables import Table
from provincial_targets.ingest.reference.seedfiles import Seeds


def judge(seeds: Seeds, table: Table, rows: Mapping[str, Mapping[int, int]]) -> list[Problem]:
    """Check a copy of the project's seeds with the merged ones in it.

    Args:
        seeds: The merged seeds.
        table: The user's table.
        rows: The row of the user's file behind a line of a merged seed, by seed.

    Returns:
        What is wrong; where it comes from the user's file, in terms of that file.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in ("seeds", "gx"):
            shutil.copytree(seeds.project_dir / name, copy / name)
        for seed in seeds.written:
            (copy / seed.file).write_bytes(seed.content())
        found = inputs.check_inputs(copy)
    return [_in_terms_of(table, rows, problem) for problem in found]


def _in_terms_of(table: Table, rows: Mapping[str, Mapping[int, int]], problem: Problem) -> Problem:
    row = rows.get(problem.file, {}).get(problem.row or 0)
    if row is None:
        return problem
    return table.problem(
        problem.message, problem.remedy, row=row, column=problem.column, value=problem.value
    )
