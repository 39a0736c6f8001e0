"""Look at pages in the browser, and write down what it complains of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from helpers.command import Outcome

PHONE = {"width": 390, "height": 844}
PAPER = {"width": 700, "height": 990}  # A4 within its margins
DESK = {"width": 1280, "height": 900}


@dataclass(frozen=True)
class Site:
    """A site, and the command that wrote it."""

    folder: Path
    outcome: Outcome

    def pages(self, language: str = "*") -> list[Path]:
        """Return the pages, in order of name."""
        languages = ("zh", "en") if language == "*" else (language,)
        return [page for name in languages for page in sorted((self.folder / name).glob("*.html"))]


@dataclass
class Visit:
    """A tab, and what happened in it."""

    page: Page
    origin: str
    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open a page of the site, and wait until its charts are drawn."""
        self.page.goto(f"{self.origin}/{path}")
        self.page.wait_for_selector("html[data-ready]", state="attached")

    def marks(self, figure: str, mark: str) -> int:
        """Count the marks of a chart."""
        return self.page.locator(f'[data-chart="{figure}"] g.{mark}_marks > *').count()


@contextmanager
def visiting(browser: Browser, origin: str, **options: Any) -> Iterator[Visit]:
    """Open a tab; its errors and its requests to others than the site are recorded."""
    context = browser.new_context(viewport=options.pop("viewport", DESK), **options)
    page = context.new_page()
    visit = Visit(page, origin)
    page.on(
        "console",
        lambda said: (
            visit.errors.append(f"{page.url}: {said.text}")
            if said.type in ("error", "warning")
            else None
        ),
    )
    page.on("pageerror", lambda error: visit.errors.append(f"{page.url}: {error}"))
    page.on("requestfailed", lambda request: visit.errors.append(f"{page.url}: {request.url}"))
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
