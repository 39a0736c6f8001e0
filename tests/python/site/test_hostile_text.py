"""Text of the data stays text on the page, in its charts and in its files."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import duckdb
import pytest
from browsing import Site, visiting
from openpyxl import load_workbook
from playwright.sync_api import Browser

from helpers.built import Built
from helpers.command import call

WORDING = "<img src=x onerror=\"window.hacked='tag'\">5%"
SCRIPT = "</script><script>window.hacked='script'</script><!--"
TEMPLATE = "{{ 7 * 7 }}{% raw %}"
FORMULA = '=cmd|"/c calc"!A1'
ADDRESS = "javascript:window.hacked='link'"

CHANGES = """
update marts.fct_targets set wording = $wording where geography_code = '420000';
update marts.observation_lineage set wording = $wording where geography_code = '420000';
update marts.observation_lineage set wording = $formula where geography_code = '430000';
update marts.commitments set measure_zh = $script, measure_en = $script;
update marts.report_reconciliation
    set explanation = $script, explanation_zh = '“' || $script || '”', note = $wording;
update marts.priorities set note = $template;
update marts.dim_geography set name_zh = '湖' || $script, name_en = 'Hu' || $script
    where geography_code = '420000';
update marts.dim_source set title = $wording, url = $address where url is not null;
update meta.runs set message = $script, code_version = $wording;
"""


@pytest.fixture(scope="module")
def hostile(real_built: Built, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of a warehouse whose texts hold markup, scripts, formulas and templates."""
    folder = tmp_path_factory.mktemp("hostile")
    database = folder / "provincial_targets.duckdb"
    shutil.copyfile(real_built.warehouse / "provincial_targets.duckdb", database)
    values = {
        "wording": WORDING,
        "script": SCRIPT,
        "template": TEMPLATE,
        "formula": FORMULA,
        "address": ADDRESS,
    }
    with duckdb.connect(str(database)) as connection:
        for change in CHANGES.strip().split(";\n"):
            used = {key: value for key, value in values.items() if f"${key}" in change}
            connection.execute(change, used)
    words = ["--database", str(database), "--out", str(folder / "site"), "--no-docs"]
    outcome = call(real_built.project, real_built.warehouse, "report", *words, "--images", "none")
    assert outcome.code == 0, outcome.err
    return Site(folder / "site", outcome)


def test_markup_in_the_data_is_shown_and_not_executed(browser: Browser, hostile: Site) -> None:
    with visiting(browser, f"file://{hostile.folder}") as visit:
        for name in (
            "index.html",
            "map-gdp-2026.html",
            "province-420000.html",
            "provinces.html",
            "reconciliation.html",
            "report.html",
            "quality.html",
            "sources.html",
        ):
            visit.go(f"zh/{name}")
            assert visit.page.evaluate("window.hacked") is None, name
        assert visit.errors == []
        visit.go("en/province-420000.html")
        assert visit.page.inner_text("h1") == "Hu" + SCRIPT
        assert WORDING in visit.page.inner_text("#observations-section")


def test_markup_in_a_charts_hint_is_shown_and_not_executed(browser: Browser, hostile: Site) -> None:
    with visiting(browser, f"file://{hostile.folder}") as visit:
        visit.go("en/province-420000.html")
        visit.page.locator('[data-chart="series-gdp"] g.targets_marks > *').last.hover()
        hint = visit.page.locator("#vg-tooltip-element")
        hint.wait_for()
        assert WORDING in hint.inner_text()
        assert visit.page.evaluate("window.hacked") is None
        assert visit.errors == []


def test_braces_in_the_data_are_no_template(hostile: Site) -> None:
    pages = [page.read_text("utf-8") for page in hostile.pages("zh") if "province-" in page.name]
    assert sum("{{ 7 * 7 }}{% raw %}" in page for page in pages) > 10


def test_only_web_addresses_become_links(browser: Browser, hostile: Site) -> None:
    with visiting(browser, f"file://{hostile.folder}") as visit:
        visit.go("zh/sources.html")
        assert visit.page.locator("a[href^='javascript:' i]").count() == 0
        assert visit.page.locator("a[rel~='external']").count() == 0
    for page in hostile.pages():
        assert 'href="javascript:' not in page.read_text("utf-8").lower()


def test_a_site_takes_queries_only_if_it_was_built_to(hostile: Site) -> None:
    assert not (hostile.folder / "ask").exists()
    for page in hostile.pages():
        assert page.name != "ask.html" and "ask.html" not in page.read_text("utf-8")


def test_formulas_in_the_data_stay_text_in_files(hostile: Site) -> None:
    data: Path = hostile.folder / "data"
    with (data / "province-430000-observations.csv").open(encoding="utf-8-sig") as file:
        written = [row["wording"] for row in csv.DictReader(file)]
    assert set(written) == {"'" + FORMULA}
    sheet = load_workbook(data / "province-430000.xlsx")["observations"]
    column = next(cell.column for cell in sheet[1] if cell.value == "wording")
    cells = [row[column - 1] for row in sheet.iter_rows(min_row=2)]
    assert {cell.value for cell in cells} == {FORMULA}
    assert {cell.data_type for cell in cells} == {"s"}
