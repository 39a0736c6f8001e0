"""Sources are corrected by a table of sources; a fault of one source is one problem."""

from __future__ import annotations

import re

import pytest

from ingest_builders import NEXT_SOURCE, OBSERVATION, ROW, SOURCE, Project, as_csv, rows

BAD_INPUT = 3
OBSERVATIONS = "seeds/observations/observations.csv"
SOURCES = "seeds/observations/sources.csv"


def source(project: Project, source_id: str) -> dict[str, str]:
    (found,) = [r for r in project.records(SOURCES) if r["source_id"] == source_id]
    return found


@pytest.fixture
def seeded(quick_project: Project) -> Project:
    """A project with a new source dated 2026-02-03: two figures bear its date, one is inferred."""
    changes = (
        {},
        {"geography_code": "天津"},
        {
            "geography_code": "河北",
            "published_on": "2026-01-31",
            "published_on_precision": "inferred",
        },
    )
    quick_project.file(as_csv(rows(*changes)))
    assert quick_project.ingest("round.csv", "--yes").code == 0
    assert source(quick_project, SOURCE)["published_on"] == "2026-02-03"
    return quick_project


def figures(project: Project) -> list[dict[str, str]]:
    return [record for record in project.records(OBSERVATIONS) if record["source_id"] == SOURCE]


def test_a_correction_without_replace_is_refused_with_what_sources_csv_has(seeded: Project) -> None:
    before = seeded.seeds()
    seeded.file(as_csv([{"source_id": SOURCE, "publisher": "省政府", "kind": "official"}]))

    answer = seeded.ingest("round.csv", "--yes", "--json")

    assert answer.code == BAD_INPUT
    (found,) = answer.report["problems"]
    assert (found["row"], found["column"], found["value"]) == (2, "publisher", "省政府")
    assert found["message"] == f"{SOURCE} of sources.csv has 'example.org'"
    assert found["remedy"] == "Add --replace to change that source."
    assert seeded.seeds() == before


def test_a_correction_changes_the_columns_of_the_table_and_no_other_byte(seeded: Project) -> None:
    before = seeded.seeds()
    seeded.file(as_csv([{"source_id": SOURCE, "publisher": "省政府", "kind": "official"}]))

    answer = seeded.ingest("round.csv", "--yes", "--replace")

    assert answer.code == 0
    assert f"row 2: correct {SOURCE}" in answer.out
    assert "publisher: 'example.org' -> '省政府'" in answer.out
    assert "1 sources to correct" in answer.out
    after = seeded.seeds()
    assert [file for file in before if before[file] != after[file]] == [SOURCES]
    old = f"{SOURCE},example.org,".encode()
    assert before[SOURCES].count(old) == 1
    changed = before[SOURCES].replace(old, f"{SOURCE},省政府,".encode())
    assert after[SOURCES] == changed.replace(
        b"targets,news,2026-02-03", b"targets,official,2026-02-03"
    )

    again = seeded.ingest("round.csv", "--yes", "--replace")

    assert f"row 2: already there as {SOURCE}" in again.out
    assert seeded.seeds() == after


def test_an_empty_cell_empties_its_column_and_a_missing_column_stays(seeded: Project) -> None:
    seeded.file(as_csv([{"source_id": SOURCE, "publisher": "repost", "url": ""}]))

    assert seeded.ingest("round.csv", "--yes", "--replace").code == 0

    expected = {
        "publisher": "repost",
        "url": "",
        "title": ROW["title"],
        "published_on": "2026-02-03",
    }
    assert source(seeded, SOURCE).items() >= expected.items()


def test_figures_that_bear_the_date_of_their_source_follow_it_and_inferred_ones_stay(
    seeded: Project,
) -> None:
    seeded.file(as_csv([{"source_id": SOURCE, "published_on": "2024-01", "title": ROW["title"]}]))
    observations = seeded.folder / OBSERVATIONS
    observations.write_bytes(
        observations.read_bytes().replace(b"target,2026,5,5%", b"target,2024,5,5%")
    )

    answer = seeded.ingest("round.csv", "--yes", "--replace")

    assert answer.code == 0
    dates = [
        (r["geography_code"], r["published_on"], r["published_on_precision"])
        for r in figures(seeded)
    ]
    assert dates == [
        ("110000", "2024-01-28", "month"),
        ("120000", "2024-01-28", "month"),
        ("130000", "2026-01-31", "inferred"),
    ]
    moved = f"2 figures move with the date of {SOURCE}, 2026-02-03 -> 2024-01-28: the vintages "
    (vintages,) = re.findall(f"{moved}(.*) now include them", answer.out)
    assert "report_2024_02_04" in vintages.split(", ")


def test_figures_whose_date_moves_stand_at_their_new_place(seeded: Project) -> None:
    """Beijing's other figures of that cell lie between the old date and the new one."""
    seeded.file(
        as_csv([{"source_id": SOURCE, "published_on": "2025-12-30", "title": ROW["title"]}])
    )
    place = [r["observation_id"] for r in seeded.records(OBSERVATIONS)].index(OBSERVATION)
    others = {r["observation_id"] for r in seeded.records(OBSERVATIONS)}

    answer = seeded.ingest("round.csv", "--yes", "--replace")

    assert re.search("the vintages .*citi_2026_01_28.* now include them", answer.out)
    found = seeded.records(OBSERVATIONS)
    cell = [
        (r["published_on"], r["source_id"])
        for r in found
        if (r["indicator"], r["measure"], r["year"], r["geography_code"])
        == ("gdp", "target", "2026", "110000")
    ]
    assert cell == sorted(cell)
    assert [r["observation_id"] for r in found].index(OBSERVATION) < place
    assert {r["observation_id"] for r in found} == others


def test_a_date_before_the_time_of_a_figure_is_refused(seeded: Project) -> None:
    before = seeded.seeds()
    seeded.file(
        as_csv([{"source_id": SOURCE, "published_on": "2024-01-05", "title": ROW["title"]}])
    )

    answer = seeded.ingest("round.csv", "--yes", "--replace", "--json")

    assert answer.code == BAD_INPUT
    (found,) = answer.report["problems"]
    assert found["column"] == "published_on"
    assert f"{OBSERVATION} states target of 2026, which was still to come then" in found["message"]
    assert seeded.seeds() == before


@pytest.mark.parametrize(
    ("other", "columns", "column", "what"),
    [
        ("src-0001", ("url",), "url", "address"),
        ("src-0002", ("publisher", "title", "url"), "title", "title and publisher"),
    ],
    ids=["address", "title and publisher"],
)
def test_a_source_that_would_equal_another_one_is_refused(
    seeded: Project, other: str, columns: tuple[str, ...], column: str, what: str
) -> None:
    before = seeded.seeds()
    same = {name: source(seeded, other)[name] for name in columns}
    seeded.file(as_csv([{"source_id": SOURCE, "kind": "news", **same}]))

    answer = seeded.ingest("round.csv", "--yes", "--replace", "--json")

    assert answer.code == BAD_INPUT
    (found,) = answer.report["problems"]
    assert (found["row"], found["column"]) == (2, column)
    assert found["message"] == f"{other} of sources.csv has the same {what}"
    assert seeded.seeds() == before


def test_a_publication_that_stands_twice_already_can_be_corrected(quick_project: Project) -> None:
    one, other = (source(quick_project, source_id) for source_id in ("src-0235", "src-0236"))
    assert (one["title"], one["publisher"]) == (other["title"], other["publisher"])
    quick_project.file(as_csv([{"source_id": "src-0235", "title": one["title"], "kind": "news"}]))

    assert quick_project.ingest("round.csv", "--yes", "--replace").code == 0


def test_a_corrected_source_is_judged_by_the_expectations(project: Project) -> None:
    before = project.seeds()
    row = {"source_id": "src-0001", "publisher": "", "url": "javascript:alert(1)"}
    project.file(as_csv([row]))

    answer = project.ingest("round.csv", "--yes", "--replace", "--json")

    assert answer.code == BAD_INPUT
    found = [(p["file"], p["row"], p["column"]) for p in answer.report["problems"]]
    assert found == [("round.csv", 2, "publisher"), ("round.csv", 2, "url")]
    assert project.seeds() == before


BROKEN = {
    "an unknown id": ([{"source_id": "src-0900"}], "source_id", "no known source"),
    "no id": ([{"source_id": ""}], "source_id", "a value is missing"),
    "an unknown kind": ([{"kind": "leaflet"}], "kind", "not one of the accepted values"),
    "no such day": ([{"published_on": "2026-02-30"}], "published_on", "the calendar does not have"),
    "an inferred date": (
        [{"published_on": "2026-02-03", "published_on_precision": "inferred"}],
        "published_on_precision",
        "a source has a date of its own or none",
    ),
    "a precision alone": (
        [{"published_on": "", "published_on_precision": "day"}],
        "published_on",
        "a precision without a date",
    ),
    "a precision and no column for the date": (
        [{"published_on_precision": "day"}],
        "published_on",
        "the column is missing",
    ),
    "one source twice": (
        [{"title": "甲"}, {"title": "乙"}],
        "source_id",
        "row 2 corrects the same source",
    ),
}


@pytest.mark.parametrize(("table", "column", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_correction_is_named_and_nothing_is_merged(
    seeded: Project, table: list[dict[str, str]], column: str, message: str
) -> None:
    before = seeded.seeds()
    seeded.file(
        as_csv([{"source_id": SOURCE, "title": "一", "kind": "news", **row} for row in table])
    )

    answer = seeded.ingest("round.csv", "--yes", "--replace", "--json")

    assert answer.code == BAD_INPUT
    found = answer.report["problems"]
    assert [(p["row"], p["column"]) for p in found] == [(len(table) + 1, column)]
    assert message in found[0]["message"]
    assert seeded.seeds() == before


def test_one_broken_correction_keeps_the_good_ones_out(seeded: Project) -> None:
    before = seeded.seeds()
    seeded.file(
        as_csv([{"source_id": s, "title": "二", "kind": "news"} for s in ("src-0001", "src-0900")])
    )

    assert seeded.ingest("round.csv", "--yes", "--replace").code == BAD_INPUT
    assert seeded.seeds() == before


def test_a_title_of_several_publishers_is_not_guessed(seeded: Project) -> None:
    seeded.file(as_csv(rows({"publisher": "another.org", "url": "", "year": "2025"})))
    assert seeded.ingest("round.csv", "--yes").code == 0
    seeded.file(as_csv(rows({"publisher": "", "url": "", "geography_code": "山西"})))

    answer = seeded.ingest("round.csv", "--json")

    assert answer.code == BAD_INPUT
    (found,) = answer.report["problems"]
    assert found["message"] == (
        f"the title of several sources: {SOURCE} of example.org, {NEXT_SOURCE} of another.org"
    )


def test_a_known_source_without_a_date_gets_that_of_the_first_row_that_states_it(
    quick_project: Project,
) -> None:
    inferred = {"published_on": "2026-01-31", "published_on_precision": "inferred"}
    quick_project.file(as_csv(rows(inferred)))
    assert quick_project.ingest("round.csv", "--yes").code == 0
    assert source(quick_project, SOURCE)["published_on"] == ""
    quick_project.file(as_csv(rows({"geography_code": "天津"}, {"geography_code": "河北"})))

    answer = quick_project.ingest("round.csv", "--yes")

    assert answer.code == 0
    assert f"row 2: correct {SOURCE}" in answer.out
    assert "published_on: '' -> '2026-02-03'" in answer.out
    assert source(quick_project, SOURCE)["published_on_precision"] == "day"
    assert [record["published_on"] for record in figures(quick_project)] == [
        "2026-01-31",
        "2026-02-03",
        "2026-02-03",
    ]


def test_two_dates_of_a_known_source_without_one_are_refused(quick_project: Project) -> None:
    inferred = {"published_on": "2026-01-31", "published_on_precision": "inferred"}
    quick_project.file(as_csv(rows(inferred)))
    assert quick_project.ingest("round.csv", "--yes").code == 0
    other = {"geography_code": "河北", "published_on": "2026-02-04"}
    quick_project.file(as_csv(rows({"geography_code": "天津"}, other)))

    (found,) = quick_project.ingest("round.csv", "--yes", "--json").report["problems"]

    assert (found["row"], found["column"]) == (3, "published_on")
    assert "row 2, which cites the same source, was published on 2026-02-03" in found["message"]


def test_work_reports_of_2026_are_found_by_publisher_and_title(quick_project: Project) -> None:
    change = {
        "publisher": "甘肃省人民政府",
        "title": "2026年甘肃省政府工作报告（二〇二六年一月二十七日）",
        "url": "",
        "kind": "official",
        "published_on": "2026-01-27",
        "indicator": "cpi",
        "measure": "outturn",
        "year": "2025",
        "geography_code": "甘肃",
    }
    quick_project.file(as_csv(rows(change)))

    answer = quick_project.ingest("round.csv", "--json")

    assert answer.code == 0, answer.report["problems"]
    assert answer.report["sources"] == []
    assert [added["source_id"] for added in answer.report["additions"]] == ["src-0207"]
