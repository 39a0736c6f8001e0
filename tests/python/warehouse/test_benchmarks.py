"""The bases of the benchmarks: equal questions read equal rows, and contestants agree."""

from __future__ import annotations

import threading
from pathlib import Path

import asking
import duckdb
import measure
import pytest
import queries
import synthetic

from .project import Project


def test_each_of_the_twenty_questions_has_an_answer(published_project: Project) -> None:
    with duckdb.connect(str(published_project.database), read_only=True) as connection:
        empty = [
            name
            for name, sql in asking.questions().items()
            if not connection.execute(sql).fetchall()
        ]
    assert len(asking.questions()) == 20
    assert empty == []


def test_the_questions_read_as_many_rows_as_recorded(
    published_project: Project, tmp_path: Path
) -> None:
    with duckdb.connect(str(published_project.database), read_only=True) as connection:
        found = {
            f"rows read: {name}": asking.scanned(connection, sql, tmp_path / "profile.json")
            for name, sql in asking.questions().items()
        }
    recorded = {row["what"]: int(row["count"]) for row in measure.read("counts")}
    assert found == {what: recorded.get(what) for what in found}


def test_only_runs_published_before_the_last_answer_are_counted() -> None:
    over, runs = threading.Event(), iter([False, False, True])
    assert queries.publish_until(over, lambda: over.set() if next(runs) else None) == 2


def content(threads: int) -> list[tuple[object, ...]]:
    """A digest of the synthetic figures of one year."""
    with synthetic.connect(synthetic.Size.of(100_000), threads) as connection:
        return connection.execute(
            "select count(*), bit_xor(hash(columns(*))) from observations(2023, 2023)"
        ).fetchall()


def test_the_synthetic_figures_do_not_depend_on_the_threads() -> None:
    assert content(1) == content(3)


@pytest.mark.parametrize("rows", [100_000, 1_440_000, 14_400_000, 144_000_000])
def test_a_size_comes_near_to_the_rows_requested(rows: int) -> None:
    size = synthetic.Size.of(rows)
    found = size.geographies * size.years * size.times * 20 * 3.74
    assert abs(found / rows - 1) < 0.05
    assert size.years <= 60


def test_a_turn_lasts_four_seconds_and_ratios_are_those_of_one_round() -> None:
    took = iter([1.0, 9.0, 2.0, 8.0, 3.0, 4.0, 6.0])
    costs = measure.alternate(
        {
            name: lambda: measure.Cost(seconds=next(took), cpu_seconds=1.0, peak_mb=1.0)
            for name in ("a", "b")
        },
        2,
    )
    assert [[cost.seconds for cost in each] for each in costs.values()] == [[5.0, 3.5], [5.0, 6.0]]
    assert measure.ratios(costs, "a", "b") == [1.0, 3.5 / 6]


def test_results_of_other_sizes_stay_in_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measure, "RESULTS", tmp_path)

    def write(rows: int, seconds: float, **more: str) -> None:
        measure.write(
            "growth",
            [{"rows": rows, "seconds": seconds}],
            more,
            key=lambda row: row["rows"],
            order=lambda row: int(row["rows"]),
        )

    write(1000, 3.0)
    write(20, 1.0)
    write(1000, 2.0, machine="another")
    assert measure.read("growth") == [
        {"rows": "20", "seconds": "1.0", "machine": ""},
        {"rows": "1000", "seconds": "2.0", "machine": "another"},
    ]
