"""Documents read in full are added by a table of documents; contradictions are refused."""

from __future__ import annotations

import datetime as dt

import pytest

from ingest_builders import Project, as_csv

BAD_INPUT = 3
DOCUMENTS = "seeds/observations/documents.csv"

# A publication of the seeds; documents.csv has no row of its province and year.
DOCUMENT = {
    "geography_code": "湖南",
    "year": "2023",
    "document_kind": "政府工作报告",
    "publisher": "湖南省人民政府",
    "title": "湖南省2023年国民经济和社会发展计划（湘政发〔2023〕4号，转载）",
    "published_on": "2023-01-14",
    "is_read_in_full": "是",
}


def documents(*changes: dict[str, str]) -> bytes:
    """Return a table with a good row for each of `changes`, with these columns changed."""
    return as_csv([{**DOCUMENT, **change} for change in changes])


def refused(project: Project, content: bytes, *options: str) -> list[tuple[str | None, str]]:
    """Return the columns and messages by which a table is refused, and see that nothing changed."""
    before = project.seeds()
    project.file(content)
    answer = project.ingest("round.csv", "--yes", "--json", *options)
    assert answer.code == BAD_INPUT
    assert project.seeds() == before
    return [(one["column"], one["message"]) for one in answer.report["problems"]]


def test_a_document_is_added_at_its_place_and_no_other_byte_changes(project: Project) -> None:
    before = project.seeds()
    project.file(documents({}))

    answer = project.ingest("round.csv", "--yes")

    assert answer.code == 0, answer.out
    assert "add work_report 430000 2023: 湖南省2023年" in answer.out
    assert "1 documents to add, 0 to change" in answer.out
    after = project.seeds()
    assert [file for file in before if before[file] != after[file]] == [DOCUMENTS]
    header, *lines = after[DOCUMENTS].decode().splitlines()
    assert lines[0] == (
        "430000,2023,work_report,湖南省人民政府,"
        "湖南省2023年国民经济和社会发展计划（湘政发〔2023〕4号，转载）,2023-01-14,true"
    )
    assert [header, *lines[1:]] == before[DOCUMENTS].decode().splitlines()

    again = project.ingest("round.csv", "--yes")

    assert "row 2: already there as 2023 430000 work_report" in again.out
    assert project.seeds() == after


def test_a_document_of_a_year_without_any_target_of_its_province_is_refused(
    project: Project,
) -> None:
    found = refused(project, documents({"year": "2005"}))

    assert found == [
        (
            "is_read_in_full",
            "read in full, but no source states any target of this province and year: 430000 2005",
        )
    ]


def test_a_document_that_was_not_read_in_full_needs_no_target(project: Project) -> None:
    project.file(documents({"year": "2005", "is_read_in_full": "否"}))

    assert project.ingest("round.csv", "--yes").code == 0


def test_a_delivery_that_is_still_to_come_is_refused(project: Project) -> None:
    tomorrow = (dt.date.today() + dt.timedelta(days=1)).isoformat()

    found = refused(project, documents({"published_on": tomorrow}))

    assert found == [("published_on", "a day in the future, or before 2000")]


def test_a_document_that_is_no_known_publication_is_refused(project: Project) -> None:
    found = refused(project, documents({"title": "湖南省政府工作报告"}))

    assert found == [("title", "unknown code: no row of sources.csv has this title")]


def test_two_work_reports_of_one_province_and_year_are_refused(wary_project: Project) -> None:
    other = {"published_on": "2023-01-15"}

    found = refused(wary_project, documents({}, other, {}))

    assert found == [
        ("title", "one geography, one year, two documents: row 2 is another work_report of it")
    ]


def test_a_second_work_report_of_a_known_one_is_refused_and_can_replace_it(
    quick_project: Project,
) -> None:
    content = documents({"geography_code": "北京", "year": "2025"})

    found = refused(quick_project, content)

    assert found == [
        (
            "title",
            "one geography, one year, two documents: documents.csv has the work_report "
            "'2025年北京市政府工作报告（2025年1月14日）'",
        )
    ]
    answer = quick_project.ingest("round.csv", "--yes", "--replace")
    assert answer.code == 0
    assert "0 documents to add, 1 to change" in answer.out
    assert "published_on: '2025-01-14' -> '2023-01-14'" in answer.out


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"document_kind": "研报"}, "not one of the accepted values"),
        ({"document_kind": ""}, "a value is missing"),
        ({"title": ""}, "a value is missing"),
        ({"is_read_in_full": ""}, "a value is missing"),
        ({"published_on": "2023-01"}, "a month where the day of delivery belongs"),
        ({"geography_code": "湖"}, None),
    ],
)
def test_a_cell_that_states_nothing_clear_is_refused(
    wary_project: Project, change: dict[str, str], message: str | None
) -> None:
    (found,) = refused(wary_project, documents(change))

    assert found[0] == next(iter(change))
    assert message is None or found[1] == message


def test_a_table_of_documents_has_all_of_its_columns_and_no_other(wary_project: Project) -> None:
    row = {**DOCUMENT, "value": "5"}
    del row["is_read_in_full"]

    found = refused(wary_project, as_csv([row]))

    assert found == [
        ("is_read_in_full", "the column is missing"),
        ("value", "a column that a table of documents does not have"),
    ]
