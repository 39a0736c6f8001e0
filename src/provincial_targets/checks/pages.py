"""The Data Docs: what each suite found, as pages that open from the disk and load nothing.

Great Expectations' own pages fetch their style, scripts and fonts from the network, and take longer
to build.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from provincial_targets.checks.problems import Problem

_PROBLEMS_SHOWN = 200


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """The result of one expectation.

    Attributes:
        kind: Its type, in Great Expectations' words.
        arguments: Its own arguments, in one line.
        message: What is wrong with a row that fails.
        result: `pass`, `fail`, or `skipped` where the column is missing.
        failing_rows: Rows that failed, where rows are judged.
        problems: Its failures, with what to do.
        columns: The columns of `rows`.
        rows: The first rows that failed, whole, each behind its number.
    """

    kind: str
    arguments: str
    message: str
    result: str
    failing_rows: int | None = None
    problems: list[Problem] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Judged:
    """The results of one suite.

    Attributes:
        suite: Its name.
        place: The file or table that it judges.
        row_count: Rows that it judged.
        judgements: One for each expectation.
    """

    suite: str
    place: str
    row_count: int
    judgements: list[Judgement]

    @property
    def failed(self) -> list[Judgement]:
        """The expectations that were not met."""
        return [judgement for judgement in self.judgements if judgement.result == "fail"]


def write(
    folder: Path, run: str, suites: Sequence[Judged], problems: Sequence[Problem] = ()
) -> Path:
    """Write a page for each suite and one that links to them all, and return that one.

    Args:
        folder: Where to write.
        run: The id of the run.
        suites: The results of the suites.
        problems: Everything that stopped the run, what dbt's tests found included.
    """
    pages = _environment()
    folder.mkdir(parents=True, exist_ok=True)
    ordered = sorted(suites, key=lambda judged: (not judged.failed, judged.suite))
    for judged in ordered:
        page = pages.get_template("suite.html.j2").render(
            run=run, judged=judged, shown=_PROBLEMS_SHOWN
        )
        (folder / f"{judged.suite}.html").write_text(page, "utf-8", "backslashreplace")
    index = folder / "index.html"
    page = pages.get_template("index.html.j2").render(
        run=run, suites=ordered, problems=problems, shown=_PROBLEMS_SHOWN
    )
    index.write_text(page, "utf-8", "backslashreplace")
    return index


def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
