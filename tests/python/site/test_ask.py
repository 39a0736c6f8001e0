"""The page that takes queries answers as DuckDB does, stops a query, and writes nothing."""

from __future__ import annotations

import csv
import io
import re
import signal
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from browsing import LANGUAGES, PHONE, WAITS, Site, Visit, visiting
from playwright.sync_api import Browser

from provincial_targets.site.words import Words
from provincial_targets.warehouse.files import sha256_of_file

from helpers.built import Built
from helpers.command import arguments, call, environment

ROOT = Path(__file__).resolve().parents[3]
QUESTIONS = sorted((ROOT / "bench/queries").glob("*.sql"))
ENDLESS = "select count(*) from range(1000000000) as a, range(1000000000) as b where hash(a, b) = 7"
REFUSED = {
    "create table mine as select 1": "syntax error",
    "copy (select 1) to 'mine.csv'": "syntax error",
    "select 1); drop table marts.fct_targets; (select 1": "syntax error",
    "from read_text('/etc/hostname')": "disabled by configuration",
    "from 'https://example.org/table.csv'": "disabled|Extension",
    "from marts.no_such_table": "does not exist",
}


@pytest.fixture(scope="module")
def asking(browser: Browser, served: str) -> Iterator[Visit]:
    """The English page on a phone, its database open."""
    with visiting(browser, served, viewport=PHONE) as visit:
        visit.go("en/ask.html")
        visit.page.wait_for_selector('[data-ask="run"]:enabled')
        yield visit
        assert visit.strangers == []


def said(visit: Visit, query: str) -> str:
    """Run a query by the keyboard; return what the page says when it has ended."""
    visit.page.fill("textarea", query)
    visit.page.press("textarea", "Control+Enter")
    visit.page.wait_for_selector('[data-ask="run"]:enabled')
    return visit.page.text_content('[data-ask="said"]') or ""


def downloaded(visit: Visit) -> list[list[str]]:
    """Return the rows of the last result, header first, as its CSV file has them."""
    with visit.page.expect_download() as download:
        visit.page.click('[data-ask="save"]')
    text = Path(download.value.path()).read_text("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def comparable(rows: list[list[str]]) -> list[list[object]]:
    """Return rows in an order of their own, with rounded numbers.

    The last digits of a sum depend on the order of addition, as does the place of equal rows.
    """

    def value(text: str) -> object:
        return round(float(text), 9) if re.fullmatch(r"-?\d+\.\d+(e-?\d+)?", text) else text

    return sorted(([value(text) for text in row] for row in rows), key=repr)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda path: path.stem)
def test_a_question_has_the_rows_that_duckdb_gives(
    asking: Visit, marts: duckdb.DuckDBPyConnection, question: Path
) -> None:
    sql = question.read_text("utf-8")
    relation = marts.sql(f"select columns(*)::varchar from (\n{sql.strip().rstrip(';')}\n)")
    expected = [["" if text is None else text for text in row] for row in relation.fetchall()]
    assert f"{len(expected)} rows" in said(asking, sql)
    header, *found = downloaded(asking)
    assert expected and header == relation.columns
    assert comparable(found) == comparable(expected)


@pytest.mark.parametrize("query", REFUSED)
def test_what_is_no_query_of_the_database_is_refused_in_words(
    asking: Visit, site: Site, query: str
) -> None:
    before = sha256_of_file(site.folder / "ask/provincial_targets.duckdb")
    answer = said(asking, query)
    assert answer.startswith("No result (queries only):") and re.search(REFUSED[query], answer)
    assert sha256_of_file(site.folder / "ask/provincial_targets.duckdb") == before
    assert said(asking, "select count(*) from marts.fct_targets").startswith("1 rows")


def test_the_line_of_a_fault_is_that_of_the_query(asking: Visit) -> None:
    answer = said(asking, "select 1 as a\nfrom marts.fct_targets\nwhere no_such_column = 1")
    assert answer.count("LINE 3") == 1


def test_a_query_that_never_ends_is_stopped_and_the_next_one_answers(asking: Visit) -> None:
    asking.page.fill("textarea", ENDLESS)
    asking.page.click('[data-ask="run"]')
    asking.page.click('[data-ask="stop"]')
    asking.page.wait_for_selector('[data-ask="run"]:enabled')
    assert said(asking, "select 42 as answer").startswith("1 rows")
    assert downloaded(asking) == [["answer"], ["42"]]


def test_text_of_the_data_stays_text_and_the_page_as_narrow_as_a_phone(asking: Visit) -> None:
    columns = "'<b>bold</b>' as html, 'a,\"b' as quoted, null as missing, repeat('长', 500) as long"
    said(asking, f"select {columns}")
    assert asking.page.text_content("tbody td") == "<b>bold</b>"
    assert asking.page.locator("tbody td").nth(2).text_content() == "—"
    assert downloaded(asking)[1][:3] == ["<b>bold</b>", 'a,"b', ""]
    assert asking.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_query_of_a_figure_opens_filled_in(browser: Browser, served: str) -> None:
    with visiting(browser, served) as visit:
        visit.go("zh/averages.html")
        details = visit.page.locator("details.sql").first
        query = details.locator("code").text_content()
        details.locator("summary").click()
        details.locator("a.ask").click()
        visit.page.wait_for_selector('[data-ask="run"]:enabled')
        assert visit.page.input_value("textarea") == query
        visit.page.click('[data-ask="run"]')
        visit.page.wait_for_selector("#ask[data-answers]")
        assert visit.page.locator("tbody tr").count() > 0
        assert visit.errors + visit.strangers == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_disk_the_page_names_how_to_serve_it(
    browser: Browser, disk: str, language: str
) -> None:
    with visiting(browser, disk) as visit:
        visit.go(f"{language}/ask.html")
        assert visit.page.text_content('[data-ask="said"]') == Words(language)("ask.disk")
        assert "report --serve" in Words(language)("ask.disk")
        assert visit.page.is_disabled('[data-ask="run"]')
        assert visit.errors + visit.strangers == []


def test_serve_listens_on_this_machine_alone_until_it_is_interrupted(
    site: Site, real_built: Built
) -> None:
    words = ["report", "--serve", "--out", str(site.folder)]
    command = arguments(real_built.project, real_built.warehouse, *words)
    unbuffered = environment(PYTHONUNBUFFERED="1")
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        env=unbuffered,
        text=True,
        # Commands in the background of a script inherit that SIGINT is ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            address = re.match(r"http://127\.0\.0\.1:(\d+)/", line)
            assert address, line
            with urllib.request.urlopen(f"{address[0]}en/ask.html", timeout=WAITS / 1000) as answer:
                assert b"textarea" in answer.read()
            with urllib.request.urlopen(f"{address[0]}ask/duckdb.wasm") as answer:
                assert answer.headers["Content-Type"] == "application/wasm"
            with pytest.raises(urllib.error.HTTPError, match="404") as missing:
                urllib.request.urlopen(f"{address[0]}zh/none.html")
            page = missing.value.read().decode()
            assert all(Words(language)("site.not_found") in page for language in LANGUAGES)
            listening = Path("/proc/net/tcp").read_text("ascii")
            assert f"0100007F:{int(address[1]):04X}" in listening
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=WAITS / 1000) == 0
        finally:
            process.kill()


def test_serve_without_a_site_names_what_to_do(real_built: Built, tmp_path: Path) -> None:
    outcome = call(
        real_built.project, real_built.warehouse, "report", "--serve", "--out", str(tmp_path)
    )
    assert outcome.code == 7
    assert outcome.errors == [f"{tmp_path} holds no site; run 'make report'"]
