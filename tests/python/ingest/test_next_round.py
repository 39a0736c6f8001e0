"""The next round, step by step: a round taken out of the seeds and added again by `ingest`."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from helpers.reports import as_docx, as_pdf, as_text, report
from helpers.rounds import (
    COUNTS,
    COVERAGE,
    DOCUMENTS,
    OBSERVATIONS,
    Rows,
    take_out,
    take_out_round,
)
from ingest_builders import REPOSITORY, Project, as_csv


def originals(project: Project) -> dict[str, bytes]:
    return {
        path.relative_to(REPOSITORY).as_posix(): path.read_bytes()
        for path in sorted((REPOSITORY / "seeds").rglob("*"))
        if path.is_file()
    }


def as_typed(table: Rows, names: dict[str, str]) -> bytes:
    """The round as a workbook: Chinese names, numbers as numbers, in the order of provinces."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["各省目标（录入表）"])
    sheet.append(list(table[0]))
    for record in sorted(table, key=lambda row: (row["geography_code"], row["observation_id"])):
        sheet.append(
            [
                names.get(value, value)
                if column == "geography_code"
                else float(value)
                if column == "value" and value
                else value or None
                for column, value in record.items()
            ]
        )
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def test_the_round_of_2026_added_again_gives_todays_seeds_byte_for_byte(project: Project) -> None:
    table = take_out_round(project.folder, "2026")
    documents = take_out(project.folder, DOCUMENTS, lambda record: record["year"] == "2026")
    assert project.seeds() != originals(project)
    project.file(as_csv(table))

    answer = project.ingest("round.csv", "--yes")

    assert answer.code == 0, answer.out[-2000:]
    new = {row["source_id"] for row in table if row["publisher"]}
    assert f"Merged: {len(table)} to add, 0 to change, {len(new)} new sources" in answer.out

    project.file(as_csv(documents))
    answer = project.ingest("round.csv", "--yes")

    assert answer.code == 0, answer.out[-2000:]
    assert "Merged: 31 documents to add" in answer.out
    assert project.seeds() == originals(project)


def as_reports(table: Rows, project: Project) -> dict[str, dict[str, str]]:
    """The round as work reports in three formats; what each province's targets are in them."""
    clause = {
        "gdp": "地区生产总值增长{}%左右",
        "fiscal_revenue": "一般公共预算收入增长{}%左右",
        "fixed_asset_investment": "固定资产投资增长{}%左右",
        "retail_sales": "社会消费品零售总额增长{}%左右",
        "trade": "进出口总额增长{}%左右",
        "industrial_value_added": "规模以上工业增加值增长{}%左右",
        "cpi": "居民消费价格涨幅{}%左右",
        "unemployment_rate": "城镇调查失业率{}%左右",
        "new_urban_jobs": "城镇新增就业{}万人左右",
        "disposable_income": "居民人均可支配收入增长{}%左右",
        "disposable_income_urban": "城镇居民人均可支配收入增长{}%左右",
        "disposable_income_rural": "农村居民人均可支配收入增长{}%左右",
        "grain_output": "粮食产量{}万吨左右",
        "energy_intensity": "单位地区生产总值能耗降低{}%左右",
        "carbon_intensity": "单位地区生产总值二氧化碳排放降低{}%左右",
        "rd_intensity": "全社会研发经费投入强度达到{}%左右",
        "rd_expenditure": "全社会研发经费投入增长{}%左右",
        "urbanisation_rate": "常住人口城镇化率达到{}%左右",
    }
    stated: dict[str, dict[str, str]] = {}
    for row in table:
        if row["value"]:
            stated.setdefault(row["geography_code"], {})[row["indicator"]] = row["value"]
    folder = project.folder / "reports"
    folder.mkdir()
    places = {
        record["geography_code"]: record["full_name_zh"]
        for record in project.records("seeds/reference/geographies.csv")
        if record["level"] == "province"
    }
    for number, (code, values) in enumerate(stated.items()):
        if code in places:
            clauses = [clause[indicator].format(value) for indicator, value in values.items()]
            targets = f"今年经济社会发展主要预期目标是：{'，'.join(clauses)}。"
            paragraphs = report(places[code], review=["经济稳中有进。"], targets=targets)
            write = (as_docx, as_pdf, as_text)[number % 3]
            (folder / f"{code}.{('docx', 'pdf', 'txt')[number % 3]}").write_bytes(write(paragraphs))
    return {code: values for code, values in stated.items() if code in places}


def test_the_round_of_2026_is_read_from_documents_and_merged_after_a_look(
    make_project: Callable[[], Project],
) -> None:
    project = make_project()
    stated = as_reports(take_out_round(project.folder, "2026"), project)
    take_out(project.folder, DOCUMENTS, lambda document: document["year"] == "2026")
    before = project.seeds()

    read = project.run("read", "reports", "--out", "round.xlsx")
    look = project.ingest("round.xlsx")

    assert (read.code, look.code) == (0, 0), read.out[-2000:] + look.out[-2000:]
    assert f"{len(stated)} documents read, 0 refused" in read.out
    assert "      in: 今年经济社会发展主要预期目标是：" in look.out
    assert project.seeds() == before

    merged = project.ingest("round.xlsx", "--yes")

    assert merged.code == 0, merged.out[-2000:]
    taken: dict[str, dict[str, str]] = {}
    for record in project.records(OBSERVATIONS):
        if (record["measure"], record["year"]) == ("target", "2026"):
            taken.setdefault(record["geography_code"], {})[record["indicator"]] = record["value"]
    assert taken == stated
    old = set(before[OBSERVATIONS].splitlines())
    new = [line for line in project.seeds()[OBSERVATIONS].splitlines() if line not in old]
    assert not any("主要预期目标".encode() in line for line in new), "a sentence was stored"

    documents = project.ingest("round.documents.csv", "--yes")

    assert documents.code == 0, documents.out[-2000:]
    read_in_full = [d for d in project.records(DOCUMENTS) if d["year"] == "2026"]
    assert {d["geography_code"] for d in read_in_full} == set(stated)

    again = project.run("read", "reports", "--out", "again.xlsx")

    figures = sum(map(len, stated.values()))
    assert f"{figures} figures, {figures} of them already in the seeds, 0 to look at" in again.out
    assert "The seeds have every figure: no sheet was written." in again.out
    assert not (project.folder / "again.xlsx").exists()


def test_any_round_typed_into_a_workbook_gives_the_seeds_again(
    make_project: Callable[[], Project],
) -> None:
    names = {
        record["geography_code"]: record["full_name_zh"]
        for record in make_project().records("seeds/reference/geographies.csv")
    }
    for year in ("2022", "2025", "2026"):
        project = make_project()
        table = take_out_round(project.folder, year)
        project.file(as_typed(table, names), "round.xlsx")

        answer = project.ingest("round.xlsx", "--yes")

        assert answer.code == 0, answer.out[-2000:]
        assert project.seeds() == originals(project), year


def test_a_round_without_ids_goes_to_the_same_places_under_new_ids(
    make_project: Callable[[], Project],
) -> None:
    project = make_project()
    table = take_out_round(project.folder, "2026")
    project.file(as_csv([{**record, "observation_id": "new"} for record in table]))

    assert project.ingest("round.csv", "--yes").code == 0

    def without_id(records: Rows) -> list[tuple[str, ...]]:
        return [tuple(record.values())[1:] for record in records]

    whole = make_project()
    assert sorted(without_id(project.records(OBSERVATIONS))) == sorted(
        without_id(whole.records(OBSERVATIONS))
    )
    ids = [record["observation_id"] for record in project.records(OBSERVATIONS)]
    assert len(set(ids)) == len(ids)
    assert project.seeds()[COUNTS] == whole.seeds()[COUNTS]
    assert project.seeds()[COVERAGE] == whole.seeds()[COVERAGE]


def test_the_same_file_twice_adds_nothing(make_project: Callable[[], Project]) -> None:
    project = make_project()
    table = take_out_round(project.folder, "2026")
    project.file(as_csv([{**record, "observation_id": "new"} for record in table]))
    assert project.ingest("round.csv", "--yes").code == 0
    after = project.seeds()

    answer = project.ingest("round.csv", "--yes")

    assert answer.code == 0
    assert "Nothing to add" in answer.out
    assert project.seeds() == after


@pytest.fixture
def template(quick_project: Project) -> Path:
    answer = quick_project.ingest("--template", "next.xlsx")
    assert answer.code == 0
    assert "the round of 2027" in answer.out
    return quick_project.folder / "next.xlsx"


def prefilled() -> int:
    """Return the number of rows for 31 provinces and all indicators."""
    lines = (REPOSITORY / "seeds/reference/indicators.csv").read_text("utf-8").splitlines()
    return 31 * (len(lines) - 1)


def test_the_template_has_a_row_for_each_province_and_indicator(template: Path) -> None:
    sheet = openpyxl.load_workbook(template).worksheets[0]

    cells = [
        tuple(cell.value for cell in row[:4])
        for row in sheet.iter_rows(min_row=2, max_row=1 + prefilled())
    ]

    assert len(set(cells)) == prefilled()
    assert {(measure, year) for _, _, measure, year in cells} == {("target", 2027)}


def test_the_template_offers_lists_for_every_column_of_codes(template: Path) -> None:
    workbook = openpyxl.load_workbook(template)
    sheet, lists = workbook.worksheets[0], workbook["lists"]
    offered = {}
    for validation in sheet.data_validations.dataValidation:
        first = str(validation.sqref).split(":")[0]
        heading = sheet[first].offset(row=-1).value.split(" / ")[1]
        area = validation.formula1.removeprefix("lists!").replace("$", "")
        offered[heading] = [row[0].value for row in lists[area]]

    assert set(offered) == {
        "geography_code",
        "indicator",
        "measure",
        "release",
        "basis",
        "kind",
        "published_on_precision",
        "is_rounded",
    }
    assert len(offered["geography_code"]) == 31
    assert offered["kind"] == ["official", "research", "news", "aggregator", "repository"]
    assert lists.sheet_state == "hidden"


def test_the_template_keeps_what_is_typed_as_a_date_or_a_wording_as_text(template: Path) -> None:
    sheet = openpyxl.load_workbook(template).worksheets[0]

    formats = {
        (cell.value.split(" / ")[1], sheet.cell(row, cell.column).number_format)
        for cell in sheet[1]
        for row in range(2, sheet.max_row + 1)
    }

    as_text = ("published_on", "raw_text", "title", "url", "note")
    assert {(name, number_format) for name, number_format in formats if name in as_text} == {
        (name, "@") for name in as_text
    }


def test_a_month_typed_into_the_template_is_a_month(quick_project: Project, template: Path) -> None:
    workbook = openpyxl.load_workbook(template)
    sheet = workbook.worksheets[0]
    place = {cell.value.split(" / ")[1]: cell.column for cell in sheet[1]}
    typed = {"year": 2026, "value": 4.5, "raw_text": "4.5%", "published_on": "2026-01"}
    typed |= {"publisher": "政府网", "title": "2026年初步安排", "kind": "official"}
    for name, value in typed.items():
        sheet.cell(2, place[name]).value = value
    workbook.save(template)

    (added,) = quick_project.ingest(template.name, "--json").report["additions"]

    assert (added["published_on"], added["published_on_precision"]) == ("2026-01-28", "month")


def test_the_template_left_alone_adds_nothing(quick_project: Project, template: Path) -> None:
    answer = quick_project.ingest(template.name)

    assert answer.code == 0
    assert f"states nothing, left out: rows 2-{1 + prefilled()}" in answer.out


def test_the_template_filled_in_is_taken(quick_project: Project, template: Path) -> None:
    workbook = openpyxl.load_workbook(template)
    sheet = workbook.worksheets[0]
    place = {cell.value.split(" / ")[1]: cell.column for cell in sheet[1]}
    typed = {
        "value": 0.045,
        "raw_text": "4.5%左右",
        "published_on": "2026年3月10日",
        "publisher": "政府网",
        "title": "2027年初步安排",
        "kind": "official",
    }
    for name, value in typed.items():
        sheet.cell(2, place[name]).value = value
    sheet.cell(2, place["value"]).number_format = "0.0%"
    workbook.save(template)

    answer = quick_project.ingest(template.name, "--yes", "--json")

    assert answer.code == 0
    (added,) = answer.report["additions"]
    assert (added["geography_code"], added["indicator"], added["year"]) == ("110000", "gdp", "2027")
    assert (added["value"], added["published_on"]) == ("4.5", "2026-03-10")
    assert len(answer.report["without_figure"]["gdp target 2027"]) == 30
    assert b"gdp,target,2027,1\n" in quick_project.seeds()[COUNTS]


def test_a_name_that_looks_like_a_formula_is_text_in_the_template(quick_project: Project) -> None:
    path = quick_project.folder / "seeds/reference/indicators.csv"
    path.write_text(path.read_text("utf-8").replace("进出口总额", "=HYPERLINK(1)"), "utf-8")

    assert quick_project.ingest("--template", "next.xlsx").code == 0

    workbook = openpyxl.load_workbook(quick_project.folder / "next.xlsx")
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    named = [cell for cell in cells if cell.value == "=HYPERLINK(1)"]
    assert len(named) == 31 + 2  # the rows, the list, the notes
    assert {(cell.data_type, cell.quotePrefix) for cell in named} == {("s", True)}
    assert not [cell for cell in cells if cell.data_type == "f"]
