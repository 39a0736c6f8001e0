"""Lost, doubled and unexpected figures are named; readings that disagree are listed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .project import Project
from helpers.small import PROJECT as ROOT

OBSERVATIONS = "seeds/observations/observations.csv"
EXCEPTIONS = "seeds/expectations/wording_exceptions.csv"
SINGULAR_TESTS = "tests/singular"


@pytest.fixture(scope="module")
def broken(again: Callable[[], Project]) -> Project:
    """A project without Tibet's GDP targets for 2024, and with figures that turned up."""
    project = again()
    path = project.folder / OBSERVATIONS
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if ",540000,gdp,target,2024," not in line]
    assert len(kept) < len(lines)
    doubled = kept[1].replace(kept[1].split(",")[0], "obs-99990", 1)
    unread = (
        "obs-99991,110000,trade,target,2026,3,增长4%,percent,,"
        "first,false,2026-01-31,inferred,src-0003,\n"
    )
    path.write_text("".join([*kept, doubled, unread]), encoding="utf-8")
    project.append(EXCEPTIONS, "percent,增长6.66%,3,,of rows that are not there\n")
    project.append(EXCEPTIONS, "percent,5%左右,5,,reads to its value\n")
    project.build_models(
        "int_observations_read",
        "stg_expected_coverage",
        "stg_expected_observation_counts",
        "stg_wording_exceptions",
    )
    return project


def failing_rows(project: Project, test: str) -> list[tuple[object, ...]]:
    """Return what a singular test found."""
    return project.rows(f"{SINGULAR_TESTS}/{test}.sql")


def test_a_province_that_drops_out_is_named(broken: Project) -> None:
    assert ("gdp", "target", 2024, "Tibet", "dropped out") in failing_rows(
        broken, "coverage_is_the_reviewed_one"
    )


def test_a_province_that_turns_up_is_named(broken: Project) -> None:
    found = failing_rows(broken, "coverage_is_the_reviewed_one")
    assert ("trade", "target", 2026, "Beijing", "turned up") in found


def test_lost_and_doubled_observations_change_a_reviewed_count(broken: Project) -> None:
    found = {
        (row[0], row[1], row[2])
        for row in failing_rows(broken, "observation_counts_are_the_reviewed_ones")
    }
    assert ("gdp", "target", 2024) in found
    assert len(found) == 3  # lost, doubled, turned up


def test_a_wording_that_disagrees_with_its_value_is_listed(broken: Project) -> None:
    found = failing_rows(broken, "wordings_agree_with_values")
    assert ("obs-99991", "增长4%", 3, 4) in [row[:4] for row in found]


def test_an_exception_that_no_observation_needs_is_listed(broken: Project) -> None:
    found = failing_rows(broken, "wordings_agree_with_values")
    needless = {row[1] for row in found if "without need" in str(row[4])}
    assert needless == {"增长6.66%", "5%左右"}


def test_every_singular_test_about_data_is_compiled_and_passes_on_the_real_data(
    published_project: Project,
) -> None:
    tests = sorted(path.stem for path in (ROOT / SINGULAR_TESTS).glob("*.sql"))
    assert tests
    for test in tests:
        assert failing_rows(published_project, test) == [], test
