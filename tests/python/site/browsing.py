"""Open pages in a browser and record its errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize

from helpers.chromium import launched
from helpers.command import Outcome

LANGUAGES = ("zh", "en")
PHONE: ViewportSize = {"width": 375, "height": 812}
PAPER: ViewportSize = {"width": 700, "height": 990}  # A4 within its margins
DESK: ViewportSize = {"width": 1280, "height": 900}
WAITS = 300_000  # milliseconds, for a busy machine

_LOOK = """() => ({
    width: document.documentElement.scrollWidth,
    cut: [...document.querySelectorAll(".chart svg text")]
        .map(text => text.textContent).filter(text => text.endsWith("…")),
    legends: document.querySelectorAll(".chart g.role-legend").length,
    marks: [...document.querySelectorAll(".chart g.role-mark")].map(group => [
        group.closest("[data-chart]").dataset.chart,
        group.getAttribute("class").match(/(\\w+)_marks/)?.[1],
        group.childElementCount,
    ]),
})"""

_DRAWN = """() => [...document.querySelectorAll(".chart svg")].every(
    drawing => +drawing.getAttribute("width") === drawing.closest("[data-chart]").clientWidth
)"""


@dataclass(frozen=True)
class Site:
    """A site, and the command that wrote it."""

    folder: Path
    outcome: Outcome

    def pages(self, language: str = "*") -> list[Path]:
        """Return the pages, in order of name."""
        languages = LANGUAGES if language == "*" else (language,)
        return [page for name in languages for page in sorted((self.folder / name).glob("*.html"))]


@dataclass(frozen=True, kw_only=True)
class Look:
    """The content of a page: its width, labels that are cut, legends in charts, and marks."""

    width: int
    cut: list[str]
    legends: int
    marks: Counter[tuple[str, str]]


@dataclass(kw_only=True)
class Visit:
    """A tab, its errors, and its requests to other sites."""

    page: Page
    origin: str
    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open a page of the site, and wait until its charts are drawn."""
        self.page.goto(f"{self.origin}/{path}")
        self.page.wait_for_selector("html[data-ready]", state="attached")

    def resize(self, viewport: ViewportSize) -> None:
        """Change the size of the tab, and wait until its charts have the new width."""
        self.page.set_viewport_size(viewport)
        self.page.wait_for_function(_DRAWN)

    def look(self) -> Look:
        """Return what the page shows."""
        found = self.page.evaluate(_LOOK)
        marks: Counter[tuple[str, str]] = Counter()
        for figure, mark, count in found.pop("marks"):
            marks[figure, mark] += count
        return Look(marks=marks, **found)


@contextmanager
def visiting(browser: Browser, origin: str, **options: Any) -> Iterator[Visit]:
    """Open a tab; its errors and its requests to other sites are recorded."""
    context = browser.new_context(viewport=options.pop("viewport", DESK), **options)
    context.set_default_timeout(WAITS)
    page = context.new_page()
    visit = Visit(page=page, origin=origin)
    page.on(
        "console",
        lambda message: (
            visit.errors.append(f"{page.url}: {message.text}")
            if message.type in ("error", "warning")
            else None
        ),
    )
    page.on("pageerror", lambda error: visit.errors.append(f"{page.url}: {error}"))
    page.on(
        "requestfailed",
        lambda request: (
            None  # the tab went on to another page
            if request.failure == "net::ERR_ABORTED"
            else visit.errors.append(f"{page.url}: {request.url} {request.failure}")
        ),
    )
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((origin, "data:"))
            else visit.strangers.append(request.url)
        ),
    )
    yield visit
    context.close()


@dataclass
class Walk:
    """The content of every page on a desk and on a phone, by its path in the site; the errors."""

    on_desk: dict[str, Look] = field(default_factory=dict)
    on_phone: dict[str, Look] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


def walk(site: Site, origins: Mapping[str, str]) -> Walk:
    """Open every page of the site once, and see it in both sizes.

    Every second page is opened on a desk and then narrowed, the others are opened on a phone and
    then widened. A page and its twin in the other language begin in different sizes.
    """
    walked = Walk()
    sizes = ((DESK, walked.on_desk), (PHONE, walked.on_phone))

    def one(visit: Visit, language: str) -> None:
        turns = cycle(sizes if language == "zh" else sizes[::-1])
        size, looks = next(turns)
        visit.resize(size)
        for page in site.pages(language):
            path = f"{language}/{page.name}"
            visit.go(path)
            looks[path] = visit.look()
            size, looks = next(turns)
            visit.resize(size)
            looks[path] = visit.look()
        walked.wrong.extend(visit.errors + visit.strangers)

    in_both_languages(one, origins)
    return walked


def in_both_languages(
    look: Callable[[Visit, str], None], origins: Mapping[str, str], **options: Any
) -> None:
    """Run `look` for both languages at once, each in a browser and from an origin of its own."""

    def one(language: str) -> None:
        with launched() as browser, visiting(browser, origins[language], **options) as visit:
            look(visit, language)

    with ThreadPoolExecutor(len(LANGUAGES)) as pool:
        list(pool.map(one, LANGUAGES))
