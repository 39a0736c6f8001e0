"""The child process in which Great Expectations works beside dbt.

Its import alone takes as long as dbt's import and parse, and the second core is free meanwhile. The
parent writes one JSON request per line and reads one JSON answer per line; the child ends when the
parent's end of the pipe closes, so nothing is left behind by a run that is killed.
"""

from __future__ import annotations

import datetime as dt
import gc
import importlib.util
import json
import os
import sys
import traceback
from collections.abc import Sequence
from dataclasses import asdict
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any


class _Lazily:
    """Load some modules only when they are used.

    Great Expectations imports a plotting and a statistics library that none of our expectations
    needs; that is half of its import time. Whatever does use them gets them, a little later.
    """

    def __init__(self, *names: str) -> None:
        self._names = set(names)

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find a module as usual, and postpone its loading."""
        if name not in self._names:
            return None
        spec = PathFinder.find_spec(name, path)
        if spec is not None and spec.loader is not None:
            spec.loader = importlib.util.LazyLoader(spec.loader)
        return spec


def main() -> None:
    """Serve requests until the parent goes away."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever prints does not answer
    project_dir, run_dir = Path(sys.argv[1]), Path(sys.argv[2])
    gc.disable()  # a short life with many small objects that stay: collecting only costs time
    sys.meta_path.insert(0, _Lazily("altair", "scipy.stats"))

    # Imported here, so that the parent can start a child before either has read anything.
    from provincial_targets.checks.judge import Judge
    from provincial_targets.checks.problems import Problem
    from provincial_targets.checks.published import judge_published
    from provincial_targets.checks.seeds import judge_seeds

    judge = Judge(project_dir / "gx", run_dir / "gx", forks=sys.platform == "linux")
    for line in sys.stdin:
        request: dict[str, Any] = json.loads(line)
        answer: dict[str, Any]
        try:
            if request["do"] == "seeds":
                today = dt.date.fromisoformat(request["today"])
                answer = asdict(judge_seeds(judge, project_dir, today))
            elif request["do"] == "published":
                answer = asdict(
                    judge_published(
                        judge, project_dir, run_dir, request["contracts"], request["exported"]
                    )
                )
            else:
                problems = [Problem(**problem) for problem in request["problems"]]
                answer = {"docs": str(judge.build_docs(problems))}
        except Exception:
            answer = {"error": traceback.format_exc()}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()
    gc.freeze()  # else the interpreter visits all objects when it ends: half a second


if __name__ == "__main__":
    main()
