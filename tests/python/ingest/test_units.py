"""Figures come in the unit of their indicator: other units of it are converted, others refused."""

from __future__ import annotations

import pytest

from ingest_builders import Project, as_csv, rows

JOBS = {"indicator": "城镇新增就业", "value": "26", "raw_text": "城镇新增就业不少于26万人"}
GRAIN = {"indicator": "grain_output", "value": "3700", "raw_text": "粮食总产740亿斤以上"}
ENERGY = {"indicator": "energy_intensity", "value": "2.5", "raw_text": "降低2.5%左右"}


@pytest.mark.parametrize(
    ("row", "taken"),
    [
        ({**JOBS}, "26 (城镇新增就业不少于26万人)"),
        ({**JOBS, "value": "26万人"}, "26 (城镇新增就业不少于26万人)"),
        ({**JOBS, "value": "260000人"}, "26 (城镇新增就业不少于26万人)"),
        ({**GRAIN}, "3700 (粮食总产740亿斤以上)"),
        ({**GRAIN, "value": "740亿斤"}, "3700 (粮食总产740亿斤以上)"),
        ({**GRAIN, "value": "", "raw_text": "粮食总产740—750亿斤"}, "(粮食总产740—750亿斤)"),
        ({**ENERGY}, "2.5 (降低2.5%左右)"),
    ],
)
def test_a_figure_is_stored_in_the_unit_of_its_indicator(
    quick_project: Project, row: dict[str, str], taken: str
) -> None:
    quick_project.file(as_csv(rows(row)))

    answer = quick_project.ingest("round.csv")

    assert answer.code == 0, answer.err
    assert taken in answer.out


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            {**JOBS, "value": "26万吨"},
            "row 2, column value: a unit that does not go with this indicator, whose figures are in"
            " 万人: the cell '26万吨' (found '26万吨'). Write the figure in 万人, or correct the",
        ),
        (
            {**JOBS, "value": "5%"},
            "row 2, column value: a unit that does not go with this indicator, whose figures are in"
            " 万人: the cell '5%'",
        ),
        (
            {"indicator": "gdp", "value": "5万人", "raw_text": "5%左右"},
            "row 2, column value: a unit that does not go with this measure, where a percentage",
        ),
        (
            {**JOBS, "value": "260000"},
            "row 2, column value: a value that the wording '城镇新增就业不少于26万人' does not"
            " state: 26 is read in it (found '260000'). Correct one of them",
        ),
        (
            {**GRAIN, "value": "740"},
            "row 2, column value: a value that the wording '粮食总产740亿斤以上' does not state:"
            " 3700 is read in it (found '740'). Correct one of them",
        ),
        (
            {**ENERGY, "value": "-2.5"},
            "row 2, column value: a value that the wording '降低2.5%左右' does not state:"
            " 2.5 is read in it (found '-2.5'). Correct one of them",
        ),
    ],
)
def test_another_unit_or_a_figure_in_it_is_refused_with_the_remedy(
    wary_project: Project, row: dict[str, str], told: str
) -> None:
    wary_project.file(as_csv(rows(row)))

    answer = wary_project.ingest("round.csv", "--yes")

    assert answer.code == 3
    assert told in answer.out


def test_jobs_in_persons_are_outside_the_range_of_the_indicator(project: Project) -> None:
    persons = {**JOBS, "value": "260000", "raw_text": "城镇新增就业260000万人"}
    project.file(as_csv(rows(persons)))

    answer = project.ingest("round.csv", "--yes")

    assert answer.code == 3
    assert "column value: outside the range that indicators.csv accepts" in answer.out
    assert "accepted 1 to 2000 10k_persons" in answer.out
