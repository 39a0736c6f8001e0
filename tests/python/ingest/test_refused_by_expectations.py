"""Faults that only the expectations find are named by row and column of the user's file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ingest_builders import Project, as_csv, rows

BAD_INPUT = 3

# One broken row for each province, so that one judgement finds them all.
BY_TYPE = {
    "a wording longer than 60 characters": (
        {"raw_text": "5%" + "左" * 59},
        "raw_text",
        "more than 60 characters",
        "Cut it",
    ),
    "an address that runs a script": (
        {"url": "javascript:alert(1)", "title": "甲"},
        "url",
        "not a web address",
        "http://",
    ),
}
BY_VALUE = {
    "a growth target of 55 percent": (
        {"value": "55", "raw_text": "55%"},
        "value",
        "outside the range that indicators.csv accepts",
        "Correct the value",
    ),
    "a share instead of a percentage, worded as one": (
        {"value": "0.05", "raw_text": "0.05"},
        "value",
        "looks like a share",
        "Write 5 for 5 %",
    ),
    "a day that is still to come": (
        {"published_on": "2199-01-31", "title": "乙", "url": ""},
        "published_on",
        "a day in the future",
        "Write the day",
    ),
    "a size below zero": (
        {"measure": "size", "year": "2025", "value": "-12", "raw_text": "-12亿元"},
        "value",
        "not a size in 100 million yuan",
        "positive number",
    ),
}
PROVINCES = ("天津", "河北", "山西", "辽宁")


@pytest.fixture(scope="module")
def reports() -> dict[int, dict[str, Any]]:
    """The reports already made, so that each file is judged once."""
    return {}


@pytest.fixture
def judged(project: Project, reports: dict[int, dict[str, Any]]) -> Iterator[Any]:
    def judge(cases: dict[str, Any]) -> dict[str, Any]:
        if id(cases) not in reports:
            changes = [
                {"geography_code": province, **change}
                for province, (change, *_) in zip(PROVINCES, cases.values(), strict=False)
            ]
            before = project.seeds()
            project.file(as_csv(rows({}, *changes)))
            answer = project.ingest("round.csv", "--yes", "--json")
            assert answer.code == BAD_INPUT
            assert project.seeds() == before
            reports[id(cases)] = answer.report
        return reports[id(cases)]

    yield judge


@pytest.mark.parametrize(
    ("cases", "sentence"),
    [(cases, sentence) for cases in (BY_TYPE, BY_VALUE) for sentence in cases],
    ids=[*BY_TYPE, *BY_VALUE],
)
def test_is_refused_with_the_row_of_the_file(
    judged: Any, cases: dict[str, Any], sentence: str
) -> None:
    _, column, message, remedy = cases[sentence]
    row = 3 + list(cases).index(sentence)

    problems = judged(cases)["problems"]

    (found,) = [
        problem for problem in problems if (problem["row"], problem["column"]) == (row, column)
    ]
    assert found["file"] == "round.csv"
    assert message in found["message"]
    assert remedy in found["remedy"]


@pytest.mark.parametrize("cases", [BY_TYPE, BY_VALUE], ids=["by type", "by value"])
def test_good_rows_beside_them_are_not_blamed(judged: Any, cases: dict[str, Any]) -> None:
    blamed = {problem["row"] for problem in judged(cases)["problems"]}

    assert blamed == set(range(3, 3 + len(cases)))


def test_a_figure_lost_before_is_not_covered_up_by_new_ones(project: Project) -> None:
    """The reviewed numbers move by what is added; a loss elsewhere still shows."""
    path = project.folder / "seeds/observations/observations.csv"
    lines = path.read_bytes().splitlines(keepends=True)
    lost = next(i for i, line in enumerate(lines) if b",510000,gdp,target,2026," in line)
    path.write_bytes(b"".join(lines[:lost] + lines[lost + 1 :]))
    project.file(as_csv(rows({})))

    answer = project.ingest("round.csv", "--json")

    assert answer.code == BAD_INPUT
    files = {problem["file"] for problem in answer.report["problems"]}
    assert "seeds/expectations/expected_observation_counts.csv" in files
