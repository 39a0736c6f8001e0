"""Check the input files of a project: what `run` does before dbt and `ingest` before it merges."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

from provincial_targets.checks.problems import Problem


def check_inputs(project_dir: Path, *, today: dt.date | None = None) -> list[Problem]:
    """Judge every seed of a project with its Great Expectations suites.

    Args:
        project_dir: A folder with `seeds/` and `gx/`.
        today: The latest day of publication accepted; by default the clock's.

    Returns:
        What is wrong, most fundamental first; an empty list for good input.
    """
    # A process of its own, as in a run: it imports less, and judges on two cores.
    from provincial_targets.checks.checker import Checker

    with tempfile.TemporaryDirectory() as folder, Checker(project_dir, Path(folder)) as checker:
        checker.ask_seeds(today or dt.date.today())
        return checker.verdict().problems
