"""The results of checks, and the problems behind those that failed."""

from __future__ import annotations

from dataclasses import dataclass, field

from provincial_targets.checks.problems import Problem


@dataclass(frozen=True, kw_only=True)
class Check:
    """The outcome of one check, a row of `meta.checks`.

    Attributes:
        name: What was checked.
        kind: `data test`, `unit test`, `model`, `seed` or `expectation`.
        place: The file or table.
        result: `pass`, `fail`, `error` or `skipped`.
        failing_rows: Rows that failed; 0 for a pass, None where rows do not apply.
        ran_in: The earlier run in which it ran; None for the run that reports it.
    """

    name: str
    kind: str
    place: str
    result: str
    failing_rows: int | None
    ran_in: str | None = None


@dataclass
class Verdict:
    """The results of one or several suites; good if there is no problem."""

    problems: list[Problem] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)

    def add(self, other: Verdict) -> None:
        """Add the results of another suite."""
        self.problems += other.problems
        self.checks += other.checks
