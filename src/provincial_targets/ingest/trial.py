"""Judge the seeds as a merge would leave them, before any of them is touched."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from provincial_targets import inputs
from provincial_targets.ingest.seedfiles import OBSERVATIONS, SOURCES, Seeds
from provincial_targets.ingest.tables import Table
from provincial_targets.problems import Problem


def judge(seeds: Seeds, table: Table, rows: Mapping[int, int]) -> list[Problem]:
    """Check a copy of the project's seeds with the merged ones in it.

    Args:
        seeds: The merged seeds.
        table: The user's table.
        rows: The row of the user's file behind a line of the merged observations.csv.

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
    source_rows: dict[int, int] = {}
    for line, row in rows.items():
        source_id = seeds.observations.records[line - 2]["source_id"]
        number = next(
            i
            for i, source in enumerate(seeds.sources.records, start=2)
            if source["source_id"] == source_id
        )
        source_rows[number] = min(row, source_rows.get(number, row))
    behind = {OBSERVATIONS: rows, SOURCES: source_rows}
    return [_in_terms_of(table, behind, problem) for problem in found]


def _in_terms_of(
    table: Table, behind: Mapping[str, Mapping[int, int]], problem: Problem
) -> Problem:
    row = behind.get(problem.file, {}).get(problem.row or 0)
    if row is None:
        return problem
    return table.problem(row, problem.column, problem.value, problem.message, problem.remedy)
