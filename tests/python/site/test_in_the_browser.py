"""Every page as a reader uses it: languages, themes, phone, keyboard, print."""

from __future__ import annotations

from collections import Counter
from typing import Any

import duckdb
from axe_playwright_python.sync_playwright import Axe
from browsing import LANGUAGES, PAPER, PHONE, Site, Visit, Walk, in_both_languages, visiting
from playwright.sync_api import Browser

KINDS = """
    index.html map-gdp-2026.html round-fiscal_revenue-2024.html provinces.html province-540000.html
    progress.html averages.html report.html reconciliation.html quality.html sources.html
""".split()
"""A page of every template, some of them with gaps."""

ROUND_MARKS = """
with

provinces as (select geography_code from marts.dim_geography where level = 'province'),

bands as (
    select indicator, target_year, count(*) as bands
    from marts.target_distribution where scope_code = 'all' group by all
),

moves as (
    select indicator, target_year, count(previous_target_point) as before
    from marts.target_deltas semi join provinces using (geography_code) group by all
),

averages as (
    select indicator, target_year, count(weighted_target) as scopes
    from marts.weighted_targets group by all
),

judged as (
    select indicator, target_year, count(*) as judged
    from marts.completion_rates semi join provinces using (geography_code) group by all
)

select
    w.indicator, w.target_year, numeric_count, member_count,
    coalesce(bands, 0) as bands, coalesce(before, 0) as before, scopes,
    coalesce(own.judged, last.judged, 0) as judged
from marts.weighted_targets as w
left join bands using (indicator, target_year)
left join moves using (indicator, target_year)
left join averages using (indicator, target_year)
left join judged as own on own.indicator = w.indicator and own.target_year = w.target_year
left join judged as last on last.indicator = w.indicator and last.target_year = w.target_year - 1
join marts.dim_indicator as i on i.indicator = w.indicator and i.weight_indicator is not null
where w.disclosed_count + w.not_stated_count > 0 and w.scope_code = 'all'
"""


def test_every_page_opens_without_an_error_or_an_outside_request(site: Site, walked: Walk) -> None:
    assert walked.wrong == []
    assert len(walked.on_desk) == len(walked.on_phone) == len(site.pages())


def test_no_page_is_wider_than_a_phone(walked: Walk) -> None:
    wide = {path: look.width for path, look in walked.on_phone.items()}
    assert {path: width for path, width in wide.items() if width > PHONE["width"]} == {}


def test_no_label_in_a_picture_is_cut_on_a_desk_or_a_phone(walked: Walk) -> None:
    for looks in (walked.on_desk, walked.on_phone):
        assert {path: look.cut for path, look in looks.items() if look.cut} == {}


def test_no_legend_stands_in_a_picture_whose_page_explains_its_colours(walked: Walk) -> None:
    assert [path for path, look in walked.on_desk.items() if look.legends] == []


def test_the_first_page_leads_to_the_readers_language_and_stores_the_choice(
    browser: Browser, disk: str
) -> None:
    with visiting(browser, disk, locale="en-GB") as visit:
        visit.go("index.html")
        assert visit.page.url.endswith("/en/index.html")
        visit.page.click("#language")
        visit.page.wait_for_url("**/zh/index.html")
        visit.go("index.html")
        assert visit.page.url.endswith("/zh/index.html")


def test_the_documentation_of_dbt_opens_without_an_outside_request(
    browser: Browser, disk: str
) -> None:
    with visiting(browser, disk) as visit:
        visit.page.goto(f"{disk}/dbt/index.html#!/model/model.provincial_targets.weighted_targets")
        columns = visit.page.get_by_text("weighted_sum", exact=True)
        columns.locator("visible=true").first.wait_for()
        assert visit.strangers == []
        assert visit.errors == []


def test_the_pictures_of_every_round_have_as_many_marks_as_the_marts_have_rows(
    walked: Walk, marts: duckdb.DuckDBPyConnection
) -> None:
    found = marts.sql(ROUND_MARKS)
    rounds = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
    wrong = []

    def expect(path: str, figure: str, mark: str, count: int) -> None:
        drawn = walked.on_desk[path].marks[figure, mark]
        if drawn != count:
            wrong.append(f"{path} {figure} {mark}: {drawn}, not {count}")

    for row in rounds:
        for language in ("zh", "en"):
            page = f"{language}/round-{row['indicator']}-{row['target_year']}.html"
            expect(page, "distribution", "bars", row["bands"])
            expect(page, "distribution", "counts", row["bands"])
            expect(page, "changes", "now", row["numeric_count"])
            expect(page, "changes", "before", row["before"])
            expect(page, "changes", "labels", row["member_count"])
            expect(page, "scopes", "points", row["scopes"])
            expect(page, "completion", "values", row["judged"])
            if row["numeric_count"]:
                page = page.replace("round-", "map-")
                expect(page, "map-target", "known", row["numeric_count"])
                missing = row["member_count"] - row["numeric_count"]
                expect(page, "map-target", "unknown", missing)
    assert len(rounds) > 40
    assert wrong == []


def test_averages_over_few_provinces_are_hollow(
    browser: Browser, disk: str, marts: duckdb.DuckDBPyConnection
) -> None:
    few = dict(
        marts.sql(
            "select indicator, count(*) filter (where 2 * weighted_count < member_count) "
            "from marts.weighted_targets "
            "where scope_code = 'all' and weighted_target is not null group by 1"
        ).fetchall()
    )
    assert sum(few.values()) > 10
    with visiting(browser, disk) as visit:
        visit.go("zh/averages.html")
        hollow = {
            indicator: visit.page.locator(
                f'[data-chart="average-{indicator}"] g.points_marks > [fill="var(--paper)"]'
            ).count()
            for indicator in few
        }
    assert hollow == few


def test_the_headline_and_the_titles_state_the_figures_of_the_marts(
    browser: Browser, disk: str, marts: duckdb.DuckDBPyConnection
) -> None:
    average, change, lowered, unchanged, raised, met, judged = marts.sql(
        "select printf('%.2f', w.weighted_target), printf('%.2f', abs(like_for_like_change_pp)), "
        "lowered_count, unchanged_count, raised_count, met_count, evaluated_count "
        "from marts.weighted_targets as w "
        "join marts.target_delta_summary as d using (scope_code, indicator, target_year) "
        "join marts.completion_summary as c on c.scope_code = w.scope_code "
        "and c.indicator = w.indicator and c.target_year = w.target_year - 1 "
        "where w.scope_code = 'all' and w.indicator = 'gdp' and w.target_year = 2026"
    ).fetchall()[0]
    low, high, numbers, unset, unknown = marts.sql(
        "select printf('%.2f', weighted_low), printf('%.2f', weighted_high), numeric_count, "
        "not_stated_count, no_source_count from marts.weighted_targets "
        "where scope_code = 'all' and indicator = 'fiscal_revenue' and target_year = 2026"
    ).fetchall()[0]
    with visiting(browser, disk) as visit:
        visit.go("en/round-fiscal_revenue-2026.html")
        cards = visit.page.inner_text(".cards")
        assert f"{low}–{high}\u00a0%" in cards
        assert f"{numbers} in numbers, 0 in words, {unset} set none, {unknown} without" in cards
        visit.go("en/index.html")
        cards = visit.page.inner_text(".cards")
        assert average in visit.page.inner_text("h1")
        assert f"{change} percentage points below" in visit.page.inner_text("h1")
        assert f"{average}\u00a0%" in cards
        assert "nothing is unknown" in cards
        assert f"{lowered} · {unchanged} · {raised}" in cards
        title = visit.page.inner_text("#changes-title")
        assert title.startswith(f"{lowered} cut, {unchanged} kept, {raised} raised")
        assert f"{met} of the {judged}" in visit.page.inner_text("#completion-title")


def test_the_pictures_of_a_province_show_its_targets_and_outturns_and_no_more(
    walked: Walk, marts: duckdb.DuckDBPyConnection
) -> None:
    expected: Counter[tuple[str, str]] = Counter()
    for mark, sql in (
        ("targets", "select indicator from marts.fct_targets where target_point is not null"),
        ("outturns", "select indicator from marts.fct_outturns where outturn is not null"),
    ):
        rows = marts.sql(
            f"{sql} and geography_code = '540000' and indicator in (select indicator from ("
            "select indicator, target_year as year from marts.fct_targets "
            "where target_point is not null and geography_code = '540000' union "
            "select indicator, year from marts.fct_outturns where geography_code = '540000'"
            ") group by indicator having count(*) > 1)"
        ).fetchall()
        expected.update((indicator, mark) for (indicator,) in rows)
    marks = walked.on_desk["zh/province-540000.html"].marks
    drawn = {
        (figure.removeprefix("series-"), mark): count
        for (figure, mark), count in marks.items()
        if mark in ("targets", "outturns") and count
    }
    assert len(expected) > 8
    assert drawn == dict(expected)


def test_the_other_pictures_have_as_many_marks_as_the_marts_have_rows(
    walked: Walk, marts: duckdb.DuckDBPyConnection
) -> None:
    def counted(sql: str) -> dict[str, int]:
        return dict(marts.sql(sql).fetchall())

    drawn = walked.on_desk["en/averages.html"].marks
    for indicator, count in counted(
        "select indicator, count(weighted_target) from marts.weighted_targets "
        "where scope_code = 'all' group by 1"
    ).items():
        assert drawn[f"average-{indicator}", "points"] == count, indicator
    for indicator, count in counted(
        "select indicator, count(*) from marts.target_amplification group by 1"
    ).items():
        assert drawn[f"average-{indicator}", "nation_points"] >= count, indicator

    for indicator, count in counted(
        "select indicator, count(total_target) from marts.target_totals "
        "where scope_code = 'all' group by 1"
    ).items():
        assert drawn[f"total-{indicator}", "points"] == count > 0, indicator

    drawn = walked.on_desk["en/progress.html"].marks
    days = counted(
        "select indicator, count(weighted_target) from marts.round_progress "
        "where (indicator, target_year) in "
        "(select (indicator, max(target_year)) from marts.round_progress group by indicator) "
        "group by 1"
    )
    assert len(days) > 7
    for indicator, count in days.items():
        assert drawn[f"progress-{indicator}", "points"] == count, indicator

    drawn = walked.on_desk["en/quality.html"].marks
    for measure, count in counted(
        "select measure, count(*) from marts.coverage group by 1"
    ).items():
        assert drawn[f"coverage-{measure}", "cells"] == count, measure

    drawn = walked.on_desk["en/reconciliation.html"].marks
    parts = counted(
        "select 'all', count(distinct (indicator, status)) from marts.report_reconciliation "
        "where note_id = 'report_2024_02_04'"
    )
    assert drawn["verdicts", "bars"] == parts["all"]

    drawn = walked.on_desk["en/report.html"].marks
    known = counted(
        "select indicator, count(target_point) from marts_asof.fct_targets "
        "where vintage = 'report_2024_02_04' and target_year = 2024 "
        "and geography_code <> '100000' group by 1"
    )
    assert drawn["gdp-levels", "now"] == known["gdp"] == 31
    assert drawn["gdp-changes", "now"] == 31
    assert drawn["gdp-completion", "values"] == 31
    investment = known["fixed_asset_investment"]
    assert drawn["fixed_asset_investment-changes", "now"] == investment
    for indicator in ("fiscal_revenue", "retail_sales", "trade", "industrial_value_added"):
        assert drawn[f"{indicator}-versus-gdp", "values"] == known[indicator], indicator


def test_the_language_switch_keeps_the_page_and_the_place(browser: Browser, disk: str) -> None:
    with visiting(browser, disk) as visit:
        visit.go("zh/province-420000.html#gdp-target-2025")
        visit.page.click("#language")
        visit.page.wait_for_url("**/en/province-420000.html#gdp-target-2025")
        assert visit.page.get_attribute("html", "lang") == "en"
        assert visit.page.inner_text("h1") == "Hubei"
        visit.page.click("#language")
        visit.page.wait_for_url("**/zh/province-420000.html#gdp-target-2025")
        assert visit.page.inner_text("h1") == "湖北"


def _paper(visit: Visit) -> str:
    paper: str = visit.page.evaluate("getComputedStyle(document.body).backgroundColor")
    return paper


def _bar(visit: Visit) -> str:
    colour: str = visit.page.evaluate(
        "getComputedStyle(document.querySelector('g.bars_marks > path')).fill"
    )
    return colour


def test_the_theme_follows_the_system_and_the_switch_is_stored(browser: Browser, disk: str) -> None:
    with visiting(browser, disk, color_scheme="light") as visit:
        visit.go("en/index.html")
        light, bar = _paper(visit), _bar(visit)
        assert light == "rgb(255, 255, 255)"
        assert visit.page.get_attribute("#theme", "aria-pressed") == "false"
        visit.page.emulate_media(color_scheme="dark")
        dark = _paper(visit)
        assert dark != light
        assert _bar(visit) != bar, "charts change colour without a new drawing"
        visit.page.emulate_media(color_scheme="light")
        visit.page.click("#theme")
        assert _paper(visit) == dark
        assert visit.page.get_attribute("#theme", "aria-pressed") == "true"
        visit.go("en/quality.html")
        assert _paper(visit) == dark


def test_filters_show_the_rows_that_match_and_count_them(
    browser: Browser, disk: str, marts: duckdb.DuckDBPyConnection
) -> None:
    def count(where: str) -> int:
        sql = f"select count(*) from marts.report_reconciliation where {where}"
        return int(marts.sql(f"{sql} and note_id = 'report_2024_02_04'").fetchall()[0][0])

    with visiting(browser, disk) as visit:
        visit.go("en/reconciliation.html")
        rows = visit.page.locator("#claims-section tbody tr:visible")
        shown = visit.page.locator('[data-table="claims"] .shown')
        status = visit.page.get_by_role("combobox", name="Verdict")
        assert rows.count() == count("true") == int(shown.inner_text())
        status.select_option("contradicted")
        assert rows.count() == count("status = 'contradicted'") == int(shown.inner_text())
        search = visit.page.locator('[data-table="claims"] input')
        search.fill("gdp-015")
        assert rows.count() == 1
        search.fill("no such words")
        assert rows.count() == 0
        # A link to a hidden row shows it again.
        visit.page.locator('#contradictions-section a[href="#gdp-005"]').first.click()
        visit.page.locator('[id="gdp-005"]').wait_for(state="visible")
        assert rows.count() == count("true")


def test_the_page_answers_before_the_library_of_the_charts_is_there(
    browser: Browser, disk: str
) -> None:
    with visiting(browser, disk, color_scheme="light") as visit:
        visit.page.route("**/vega.js", lambda route: route.abort())
        visit.page.goto(f"{disk}/en/index.html")
        visit.page.click("#theme")
        assert visit.page.get_attribute("#theme", "aria-pressed") == "true"
        visit.page.get_by_role("combobox", name="Direction").select_option("raised")
        assert visit.page.locator("#provinces-section tbody tr:visible").count() == 1


def test_a_chart_can_be_saved_as_picture(browser: Browser, disk: str, tmp_path: Any) -> None:
    with visiting(browser, disk, accept_downloads=True) as visit:
        visit.go("zh/averages.html")
        for kind, start in (("png", b"\x89PNG"), ("svg", b"<svg")):
            with visit.page.expect_download() as saved:
                visit.page.click(f'[data-save="average-gdp"] button[value="{kind}"]')
            assert saved.value.suggested_filename == f"average-gdp.{kind}"
            saved.value.save_as(tmp_path / kind)
            content = (tmp_path / kind).read_bytes()
            assert content.startswith(start)
            assert len(content) > 4_000
            assert b"var(--" not in content
        assert "地区生产总值：" in (tmp_path / "svg").read_text("utf-8"), "a slide needs its title"
        assert visit.errors == []


def test_the_keyboard_reaches_content_switches_and_tables(browser: Browser, disk: str) -> None:
    with visiting(browser, disk) as visit:
        visit.go("en/index.html")
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate("document.activeElement.className") == "skip"
        visit.page.keyboard.press("Enter")
        assert visit.page.evaluate("document.activeElement.id") == "content"
        visit.page.focus("#theme")
        before = _paper(visit)
        visit.page.keyboard.press("Enter")
        assert _paper(visit) != before
        visit.page.focus("details.sql summary >> nth=0")
        visit.page.keyboard.press("Enter")
        assert visit.page.is_visible("details.sql pre >> nth=0")
        reached = visit.page.locator("#provinces-section .scroll")
        reached.focus()
        assert reached.evaluate("box => document.activeElement === box")


def test_no_page_has_a_serious_barrier_in_either_theme(disk: str) -> None:
    barriers = []
    # All rows of a table have the same layout, and axe needs a minute for hundreds of them.
    shorten = "document.querySelectorAll('tbody > tr:nth-child(n+16)').forEach(row => row.remove())"

    def look(visit: Visit, language: str) -> None:
        for name in KINDS:
            visit.go(f"{language}/{name}")
            visit.page.evaluate(shorten)
            for theme, rules in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):
                visit.page.emulate_media(color_scheme=theme)
                answer = Axe().run(visit.page, options={"resultTypes": ["violations"], **rules})
                barriers.extend(
                    f"{language}/{name} {theme}: {found['id']} {found['nodes'][0]['target']}"
                    for found in answer.response["violations"]
                    if found["impact"] in ("serious", "critical")
                )

    in_both_languages(look, dict.fromkeys(LANGUAGES, disk))
    assert barriers == []


def test_a_printed_page_shows_whole_tables_and_no_buttons(disk: str) -> None:
    wrong = []

    def look(visit: Visit, language: str) -> None:
        visit.page.emulate_media(media="print")
        for name in KINDS:
            visit.go(f"{language}/{name}")
            buttons = "header.site nav, .switches, .picker, .filters, .sql, .files"
            seen = {
                "paper": _paper(visit) == "rgb(255, 255, 255)",
                "buttons": visit.page.locator(buttons).locator("visible=true").count() == 0,
                "whole": visit.page.locator("section.table .scroll").evaluate_all(
                    "boxes => boxes.every(box => getComputedStyle(box).overflowY === 'visible')"
                ),
                "width": visit.look().width <= PAPER["width"],
            }
            wrong.extend(f"{language}/{name}: {what}" for what, good in seen.items() if not good)

    in_both_languages(look, dict.fromkeys(LANGUAGES, disk), color_scheme="dark", viewport=PAPER)
    assert wrong == []
