"""The border behind dbt: judge the tables that are about to be published."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from provincial_targets.checks.judge import Judge
from provincial_targets.verdict import Verdict


def judge_published(judge: Judge, run_dir: Path, contracts: dict[str, Any]) -> Verdict:
    """Judge every table of a candidate.

    Args:
        judge: An open judge.
        run_dir: The candidate's directory; its Parquet files are read, as they are what users get
            and nobody writes to them while the database is being finished.
        contracts: Per table (`schema.table`) the columns and types that dbt's contract enforces.
    """
    verdict = Verdict()
    frames = {
        f"{path.parent.name}.{path.stem}": _frame(path)
        for path in sorted((run_dir / "parquet").rglob("*.parquet"))
    }
    for name, frame in frames.items():
        if judge.has(f"published_{name}"):
            verdict.add(judge.judge(f"published_{name}", frame))
    return verdict


def _frame(path: Path) -> pd.DataFrame:
    with duckdb.connect() as connection:
        return connection.read_parquet(str(path)).df()
