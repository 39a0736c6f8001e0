"""Each analysis is a question that the warehouse answers."""

from __future__ import annotations

import pytest

from .project import Project
from helpers.small import PROJECT as ROOT

ANALYSES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "analyses").rglob("*.sql"))


def test_there_are_at_least_ten_questions_of_analysts() -> None:
    assert len([name for name in ANALYSES if "/note/" not in name]) >= 10


def test_twenty_questions_of_desks_take_at_most_six_lines_each() -> None:
    lines = {
        name: len((ROOT / name).read_text("utf-8").splitlines()) - 1
        for name in ANALYSES
        if "/desks/" in name
    }
    assert len(lines) == 20
    assert {name: count for name, count in lines.items() if count > 6} == {}


@pytest.mark.parametrize("name", ANALYSES)
def test_an_analysis_has_an_answer(published_project: Project, name: str) -> None:
    assert published_project.rows(name)
