"""The order and themes of the year's tasks, and the counts of terms."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from provincial_targets.read.sections import divide
from provincial_targets.read.tasks import Task, count_terms, find_tasks

from helpers.reports import TASKS, as_html, as_pdf, as_text, report

REPOSITORY = Path(__file__).resolve().parents[3]


def tasks(paragraphs: list[str]) -> list[Task]:
    return find_tasks(divide(paragraphs, 2026))


def test_the_tasks_are_listed_in_their_order_with_their_themes() -> None:
    found = tasks(report())

    assert [task.heading for task in found] == list(TASKS)
    assert [(task.rank, task.theme, task.other_themes) for task in found] == [
        (1, "domestic_demand", ()),
        (2, "industry", ("innovation",)),
        (3, "reform", ("opening_up",)),
        (4, "rural", ("regional_integration",)),
        (5, "green", ()),
        (6, "livelihood", ()),
        (7, "safety_risk", ()),
    ]


@pytest.mark.parametrize("form", ["text", "lines", "pdf", "html"])
def test_the_order_is_the_same_in_every_format(read, form: str) -> None:
    paragraphs = report()
    content = {
        "text": as_text(paragraphs),
        "lines": as_text(paragraphs, width=40),
        "pdf": as_pdf(paragraphs),
        "html": as_html(paragraphs),
    }[form]
    Path("report").write_bytes(content)

    (document,) = read("report", "--tasks", "--json").report["documents"]

    assert [task["heading"] for task in document["tasks"]] == list(TASKS)


def test_tasks_and_terms_are_written_beside_the_sheet(read) -> None:
    Path("report").write_bytes(as_text(report(year=2027)))

    answer = read("report", "--tasks", "--out", "round.xlsx")

    assert "Wrote round.tasks.csv: 7 tasks." in answer.out
    tasks, terms = (
        Path(f"round.{name}.csv").read_text("utf-8").splitlines() for name in ("tasks", "terms")
    )
    assert tasks[2].startswith("350000,2027,2,industry,innovation,14,以科技创新引领")
    assert "350000,2027,新质生产力,1" in terms


def test_projects_listed_within_a_task_are_no_tasks_of_the_year() -> None:
    projects = "办好十件实事：" + "".join(
        f"{number}是新建一批便民设施。" for number in "一二三四五六七八九十"
    )

    found = tasks(report(chapter=projects))

    assert [task.heading for task in found] == list(TASKS)


def test_tasks_may_be_numbered_otherwise() -> None:
    for style in ("{}、{}。", "{}是{}。", "第{}，{}。"):
        paragraphs = report(tasks=())
        paragraphs += [style.format(n, t) for n, t in zip("一二三四五六七", TASKS, strict=True)]

        assert [task.heading for task in tasks(paragraphs)] == list(TASKS), style


def test_the_tasks_of_the_year_before_are_not_those_of_the_year() -> None:
    done = [f"（{n}）{t}。" for n, t in zip("一二三四五", reversed(TASKS), strict=False)]

    assert [task.heading for task in tasks(report(review=done))] == list(TASKS)


def test_innovation_that_leads_industry_is_innovation_where_another_task_is_industry() -> None:
    found = tasks(
        report(
            tasks=(
                "扩大内需",
                "推动科技创新和产业创新深度融合",
                "建设现代化产业体系",
                "深化改革",
            )
        )
    )

    assert [task.theme for task in found] == ["domestic_demand", "innovation", "industry", "reform"]


def test_a_task_of_no_known_theme_is_other() -> None:
    found = tasks(report(tasks=("开好局、起好步", "扩大内需", "深化改革", "守牢安全底线")))

    assert found[0].theme == "other"


def test_terms_are_counted_as_they_stand_in_the_text() -> None:
    counts = count_terms(
        ["发展新质生产力，新质生产力", "人工智能＋行动，人工智能+制造，人工智能"],
        ["新质生产力", "人工智能", "人工智能+", "低空经济"],
    )

    assert counts["新质生产力"] == 2
    assert (counts["人工智能"], counts["人工智能+"]) == (3, 2)
    assert counts["低空经济"] == 0


def test_every_theme_that_is_read_is_one_of_the_seed() -> None:
    known, read = (
        {row["theme"] for row in csv.DictReader(path.read_text("utf-8").splitlines())}
        for path in (
            REPOSITORY / "seeds/tasks/themes.csv",
            REPOSITORY / "src/provincial_targets/read/themes.csv",
        )
    )
    assert len(read) > 10
    assert read - known == set()
