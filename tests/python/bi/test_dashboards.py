"""The dashboards in a real browser; pictures of them stay in target/superset/."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, Response

from .conftest import ROOT
from .superset_server import ASSETS, PASSWORD, Superset, asset
from .test_superset import marts
from helpers.chromium import launched

PICTURES = ROOT / "target/superset"
DASHBOARDS = sorted(path.stem for path in (ASSETS / "dashboards").glob("*.yaml"))
DESK = {
    "width": 1600,
    "height": 2100,
}  # Superset draws charts in sight only
WAITS = 300_000  # milliseconds, on a busy machine

DRAWN = """() => {
    const charts = [...document.querySelectorAll('.dashboard-component-chart-holder')];
    return charts.length > 0 && !document.querySelector('.loading')
        && charts.every(chart => chart.querySelector('.slice_container')?.innerHTML);
}"""
CUT = """() => [...document.querySelectorAll('.dashboard-component-chart-holder *')]
    .filter(part => /auto|scroll/.test(getComputedStyle(part).overflow)
        && (part.scrollHeight > part.clientHeight + 2 || part.scrollWidth > part.clientWidth + 2))
    .map(part => part.closest('.dashboard-component-chart-holder').innerText.slice(0, 60))"""
EAST = (
    "?native_filters=(NATIVE_FILTER-region_label:(id:NATIVE_FILTER-region_label,"
    "extraFormData:(filters:!((col:region_label,op:IN,val:!('东部 · East')))),"
    "filterState:(label:'东部 · East',validateStatus:!f,value:!('东部 · East')),ownState:()))"
)


@dataclass(kw_only=True)
class Visit:
    """A browser tab with a user logged in, and its errors."""

    page: Page
    url: str
    strangers: list[str] = field(default_factory=list)
    answers: list[Response] = field(default_factory=list)

    def go(self, dashboard: str, query: str = "") -> None:
        """Open a dashboard, and wait until all its charts are drawn."""
        self.answers.clear()
        self.page.goto(f"{self.url}/superset/dashboard/{dashboard}/{query}")
        self.page.wait_for_function(DRAWN)
        picture = b""
        while picture != (picture := self.page.screenshot(animations="disabled")):
            pass

    def results(self) -> list[dict[str, Any]]:
        """Return the answers to charts and filters."""
        return [result for answer in self.answers for result in answer.json()["result"]]

    def headlines(self) -> list[str]:
        """Return the big numbers."""
        return self.page.locator(".header-line").all_inner_texts()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with launched() as browser:
        yield browser


@pytest.fixture(scope="module")
def visit(browser: Browser, superset: Superset) -> Iterator[Visit]:
    """A tab, logged in by the form."""
    context = browser.new_context(viewport=DESK, reduced_motion="reduce")
    context.set_default_timeout(WAITS)
    visit = Visit(page=context.new_page(), url=superset.url)

    def asked(request: Request) -> None:
        answer = request.response()
        if not request.url.startswith((superset.url, "data:", "blob:")):
            visit.strangers.append(request.url)
        elif answer and "/api/v1/chart/data" in request.url:
            visit.answers.append(answer)

    visit.page.on("requestfinished", asked)
    visit.page.goto(f"{superset.url}/login/")
    visit.page.fill("#username", "admin")
    visit.page.fill("#password", PASSWORD)
    visit.page.click("button[type=submit]")
    visit.page.wait_for_url("**/welcome/**")
    yield visit
    context.close()


@pytest.mark.parametrize("name", DASHBOARDS)
def test_a_dashboard_shows_all_of_its_charts_whole(visit: Visit, name: str) -> None:
    dashboard = asset(f"dashboards/{name}")
    titles = [
        part["meta"]["sliceName"]
        for part in dashboard["position"].values()
        if isinstance(part, dict) and part["type"] == "CHART"
    ]
    visit.go(dashboard["slug"])
    PICTURES.mkdir(parents=True, exist_ok=True)
    visit.page.screenshot(path=PICTURES / f"{name}.png")
    assert sorted(visit.page.locator(".header-title").all_inner_texts()) == sorted(titles)
    assert len(visit.results()) >= len(titles)
    for result in visit.results():
        assert result["error"] is None and result["rowcount"] > 0
    assert visit.page.locator("[role=alert]").all_inner_texts() == []
    assert visit.page.evaluate(CUT) == [], "give these charts more room"
    assert visit.strangers == [], "a visitor is told on"


def test_the_headlines_are_those_of_the_marts(visit: Visit, database: Path) -> None:
    visit.go("round-at-a-glance")
    assert visit.headlines() == headlines(database, "all")


def test_a_filter_by_region_shows_the_region_weighted_by_itself(
    visit: Visit, database: Path
) -> None:
    visit.go("round-at-a-glance", EAST)
    assert visit.headlines() == headlines(database, "region:East") != headlines(database, "all")


def headlines(database: Path, scope: str) -> list[str]:
    """Return the big numbers of the first dashboard from the marts."""
    [(target, national, lowered, met_share)] = marts(
        database,
        f"""
        select weighted_target, national_target, lowered_count, met_share
        from marts.weighted_targets
        join marts.target_delta_summary using (scope_code, indicator, target_year)
        join marts.target_amplification using (indicator, target_year)
        cross join (
            select met_share from marts.completion_summary
            where indicator = 'gdp' and scope_code = '{scope}' order by target_year desc limit 1
        )
        where indicator = 'gdp' and scope_code = '{scope}' order by target_year desc limit 1
        """,
    )
    return [f"{target:.2f}", f"{target - national:+.2f}", f"{lowered}", f"{met_share:.1%}"]
