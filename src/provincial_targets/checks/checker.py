"""The parent's end of the child process that runs Great Expectations."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any

from provincial_targets.checks.problems import Problem
from provincial_targets.checks.verdict import Check, Verdict


class Checker:
    """A child process that judges files and tables while this one does other work.

    Ask first and collect the answer later: each request is answered in turn.
    """

    def __init__(self, project_dir: Path, run_dir: Path) -> None:
        """Start the child; it imports Great Expectations at once."""
        self._log = (run_dir / "checks.log").open("wb")
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "provincial_targets.checks.worker"),
                *(str(project_dir), str(run_dir)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            encoding="utf-8",
        )

    def __enter__(self) -> Checker:
        """Return the checker."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the child; at once where the run failed."""
        with contextlib.suppress(OSError):
            if self._process.stdin:
                self._process.stdin.close()
        if error is not None:
            self._process.kill()
        self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()
        self._log.close()

    def ask_seeds(self, today: dt.date) -> None:
        """Ask for a verdict on the input files."""
        self._ask({"do": "seeds", "today": today.isoformat()})

    def ask_published(self, contracts: dict[str, dict[str, str]], exported: dict[str, int]) -> None:
        """Ask for a verdict on the tables about to be published (see `checks.published`)."""
        self._ask({"do": "published", "contracts": contracts, "exported": exported})

    def ask_docs(self, problems: Sequence[Problem] = ()) -> None:
        """Ask for Data Docs of all verdicts so far, with the problems that stop the run."""
        self._ask({"do": "docs", "problems": [asdict(problem) for problem in problems]})

    def verdict(self) -> Verdict:
        """Wait for the verdict asked for first.

        Raises:
            RuntimeError: The child failed; the message is its traceback.
        """
        answer = self._answer()
        return Verdict(
            [Problem(**problem) for problem in answer["problems"]],
            [Check(**check) for check in answer["checks"]],
        )

    def docs(self) -> Path:
        """Wait for the Data Docs asked for and return their first page."""
        return Path(self._answer()["docs"])

    def _ask(self, request: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            self._gone()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self._gone()
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise RuntimeError(f"the checks failed:\n{answer['error']}")
        return answer

    def _gone(self) -> None:
        code = self._process.wait()
        log = Path(self._log.name).read_text("utf-8", "replace")[-4000:]
        raise RuntimeError(f"the process that runs the checks ended with {code}:\n{log}")
