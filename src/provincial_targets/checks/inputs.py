"""Check the input files of a project before `ingest` merges into them."""

from __future__ import annotations

import datetime as dt
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
    # Imported late: Great Expectations takes seconds, which a refused file does not need.
    from provincial_targets.checks.judge import Judge
    from provincial_targets.checks.seeds import judge_seeds

    judge = Judge(project_dir / "gx")
    return judge_seeds(judge, project_dir, today or dt.date.today()).problems
