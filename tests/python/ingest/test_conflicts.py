"""Rows that contradict the seeds, or each other, are never decided silently."""

from __future__ import annotations

from collections import Counter

import pytest

from ingest_builders import NEXT_OBSERVATION, OBSERVATION, Project, as_csv, rows

BAD_INPUT = 3
OBSERVATIONS = "seeds/observations/observations.csv"
COUNTS = "seeds/expectations/expected_observation_counts.csv"
COVERAGE = "seeds/expectations/expected_coverage.csv"


@pytest.fixture
def seeded(quick_project: Project) -> Project:
    """A project that has the good row, under the first free id."""
    quick_project.file(as_csv(rows({})))
    assert quick_project.ingest("round.csv", "--yes").code == 0
    return quick_project


def find(project: Project, observation_id: str) -> dict[str, str]:
    (found,) = [
        record
        for record in project.records(OBSERVATIONS)
        if record["observation_id"] == observation_id
    ]
    return found


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"value": "5.5", "raw_text": "5.5%"}, "value"),
        ({"raw_text": "5%以上"}, "raw_text"),
        ({"note": "again"}, "note"),
    ],
    ids=["another value", "another wording", "another note"],
)
def test_a_source_with_another_statement_is_shown_and_refused(
    seeded: Project, change: dict[str, str], column: str
) -> None:
    before = seeded.seeds()
    seeded.file(as_csv(rows(change)))

    answer = seeded.ingest("round.csv", "--yes", "--json")

    assert answer.code == BAD_INPUT
    (found,) = answer.report["problems"]
    assert (found["row"], found["column"], found["value"]) == (2, column, change[column])
    assert f"{OBSERVATION} has {column}" in found["message"]
    assert f"write {OBSERVATION} as observation_id and add --replace" in found["remedy"]
    assert "write 'new' as observation_id" in found["remedy"]
    assert seeded.seeds() == before


def test_two_rows_of_a_file_that_disagree_are_refused(quick_project: Project) -> None:
    quick_project.file(as_csv(rows({}, {"value": "6", "raw_text": "6%左右"})))

    answer = quick_project.ingest("round.csv", "--yes", "--json")

    assert answer.code == BAD_INPUT
    (found,) = answer.report["problems"]
    assert "row 2 has value '5'" in found["message"]


def test_two_rows_with_one_id_are_refused(quick_project: Project) -> None:
    change = {"observation_id": "obs-09000"}
    quick_project.file(as_csv(rows(change, {**change, "geography_code": "天津"})))

    (found,) = quick_project.ingest("round.csv", "--yes", "--json").report["problems"]

    assert (found["row"], found["column"], found["value"]) == (3, "observation_id", "obs-09000")
    assert "row 2 has the same id" in found["message"]


def test_new_adds_a_second_statement_of_the_source(seeded: Project) -> None:
    seeded.file(as_csv(rows({"raw_text": "增长5%左右", "observation_id": "new"})))

    answer = seeded.ingest("round.csv", "--yes", "--json")

    assert answer.code == 0
    assert [added["observation_id"] for added in answer.report["additions"]] == [NEXT_OBSERVATION]
    assert answer.report["sources"] == []
    assert find(seeded, OBSERVATION)["raw_text"] == "5%左右"


@pytest.mark.parametrize(
    "change", [{"release": "revised"}, {"basis": "comparable"}], ids=["release", "basis"]
)
def test_another_release_or_basis_is_another_figure(
    seeded: Project, change: dict[str, str]
) -> None:
    seeded.file(as_csv(rows({"value": "5.5", "raw_text": "5.5%", **change})))

    answer = seeded.ingest("round.csv", "--yes", "--json")

    assert answer.code == 0
    assert len(answer.report["additions"]) == 1


def test_replace_changes_the_row_in_its_place_and_nothing_else(seeded: Project) -> None:
    before = seeded.seeds()
    seeded.file(as_csv(rows({"value": "5.5", "raw_text": "5.5%", "observation_id": OBSERVATION})))

    answer = seeded.ingest("round.csv", "--yes", "--replace")

    assert answer.code == 0
    assert f"row 2: change {OBSERVATION}" in answer.out
    assert "value: '5' -> '5.5'" in answer.out
    after = seeded.seeds()
    assert [file for file in before if before[file] != after[file]] == [OBSERVATIONS]
    pairs = zip(before[OBSERVATIONS].splitlines(), after[OBSERVATIONS].splitlines(), strict=True)
    ((old, new),) = [(old, new) for old, new in pairs if old != new]
    assert new == old.replace(",5,5%左右,".encode(), b",5.5,5.5%,")


def test_replace_moves_a_row_whose_cell_changes_and_its_expected_numbers(seeded: Project) -> None:
    expected = {file: seeded.seeds()[file] for file in (COUNTS, COVERAGE)}
    seeded.file(as_csv(rows({"year": "2027", "observation_id": OBSERVATION})))

    assert seeded.ingest("round.csv", "--yes", "--replace").code == 0

    assert find(seeded, OBSERVATION)["year"] == "2027"
    held = Counter(
        (row["indicator"], row["measure"], row["year"]) for row in seeded.records(OBSERVATIONS)
    )
    counts = {
        (row["indicator"], row["measure"], row["year"]): int(row["observation_count"])
        for row in seeded.records(COUNTS)
    }
    assert counts == held
    assert counts["gdp", "target", "2027"] == 1

    # And back again: the row of the year that is empty now goes.
    seeded.file(as_csv(rows({"observation_id": OBSERVATION})))
    assert seeded.ingest("round.csv", "--yes", "--replace").code == 0
    assert {file: seeded.seeds()[file] for file in (COUNTS, COVERAGE)} == expected


def test_replace_without_an_id_is_refused(seeded: Project) -> None:
    seeded.file(as_csv(rows({"value": "5.5", "raw_text": "5.5%"})))

    assert seeded.ingest("round.csv", "--yes", "--replace").code == BAD_INPUT


def test_the_same_correction_twice_changes_nothing_more(seeded: Project) -> None:
    seeded.file(as_csv(rows({"value": "5.5", "raw_text": "5.5%", "observation_id": OBSERVATION})))
    seeded.ingest("round.csv", "--yes", "--replace")
    after = seeded.seeds()

    answer = seeded.ingest("round.csv", "--yes")

    assert answer.code == 0
    assert f"row 2: already there as {OBSERVATION}" in answer.out
    assert seeded.seeds() == after


def test_without_yes_nothing_is_changed_and_the_difference_is_shown(quick_project: Project) -> None:
    before = quick_project.seeds()
    quick_project.file(as_csv(rows({})))

    answer = quick_project.ingest("round.csv")

    assert answer.code == 0
    assert f"+{OBSERVATION},110000,gdp,target,2026,5,5%左右,percent,,first,false" in answer.out
    assert "by merging you say that these are right" in answer.out
    assert "Nothing was changed; add --yes to merge" in answer.out
    assert quick_project.seeds() == before
    assert {path.name for path in quick_project.folder.iterdir()} <= {
        "seeds",
        "gx",
        "macros",
        "models",
        "dbt_project.yml",
        "round.csv",
        "warehouse",
    }


def test_seeds_of_another_style_keep_it(quick_project: Project) -> None:
    """Line ends, quotes and a byte order mark stay as they are: only new lines differ."""
    path = quick_project.folder / OBSERVATIONS
    text = path.read_text("utf-8").replace(
        "cpi,outturn,2022,2,2 percent", 'cpi,outturn,2022,2,"2 percent"'
    )
    path.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    before = path.read_bytes()
    quick_project.file(as_csv(rows({})))

    assert quick_project.ingest("round.csv", "--yes").code == 0

    lines = path.read_bytes().splitlines(keepends=True)
    (new,) = [line for line in lines if OBSERVATION.encode() in line]
    assert new.endswith(b"\r\n")
    assert b"".join(line for line in lines if line != new) == before


def test_broken_seeds_are_named_and_nothing_is_merged_into_them(quick_project: Project) -> None:
    path = quick_project.folder / "seeds/observations/sources.csv"
    path.write_bytes(path.read_bytes() + b'src-9999,"unclosed\n')
    last = path.read_bytes().count(b"\n")
    quick_project.file(as_csv(rows({})))

    answer = quick_project.ingest("round.csv", "--yes")

    assert answer.code == BAD_INPUT
    assert "The project's own seeds are broken" in answer.err
    assert f"seeds/observations/sources.csv, row {last}" in answer.err
