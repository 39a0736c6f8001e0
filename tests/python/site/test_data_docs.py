"""The Data Docs, opened from the disk where there is no network."""

from __future__ import annotations

import re
from pathlib import Path

from browsing import visiting
from playwright.sync_api import Browser

from helpers.built import Built
from helpers.forked import Forge
from helpers.small import read_rows, write_rows

HOSTILE = "<img src=x onerror=\"document.title = 'executed'\">五"


def test_the_page_that_a_failed_run_names_leads_to_the_failing_row(
    browser: Browser, forge: Forge, small: Built
) -> None:
    observations = small.project / "seeds" / "observations" / "observations.csv"
    rows = read_rows(observations)
    rows[4]["value"] = HOSTILE
    write_rows(observations, rows)
    outcome = forge.call(small.project, small.warehouse, "run")
    index = Path(outcome.errors[-1].rpartition("checks in ")[2])
    with visiting(browser, f"file://{index.parent}", offline=True) as visit:
        page = visit.page
        page.goto(f"file://{index}")
        assert page.get_by_text("Not published: 1 problem").is_visible()
        assert page.get_by_text("observations.csv, row 6, column value").is_visible()
        page.get_by_role("row", name="✗ failed").get_by_role("link").click()
        failed = page.locator("section.failed")
        failed.get_by_role("heading", name="not a plain decimal number").wait_for()
        page.wait_for_load_state()
        row = failed.get_by_role("row", name=re.compile(rows[4]["observation_id"]))
        assert row.get_by_role("cell", name=HOSTILE, exact=True).is_visible()
        assert row.get_by_role("cell").first.inner_text() == "6"
        assert "executed" not in page.title()
        assert (visit.strangers, visit.errors) == ([], [])


def test_the_pages_of_a_good_run_open_from_the_disk_without_a_request(
    browser: Browser, real_built: Built
) -> None:
    folder = real_built.warehouse / "data_docs"
    pages = sorted(path.name for path in folder.iterdir())
    assert len(pages) > 40
    with visiting(browser, f"file://{folder}", offline=True) as visit:
        for name in pages:
            visit.page.goto(f"file://{folder}/{name}")
            assert visit.page.get_by_text("✓").first.is_visible(), name
            assert visit.page.locator(".fail").count() == 0, name
        assert (visit.strangers, visit.errors) == ([], [])
