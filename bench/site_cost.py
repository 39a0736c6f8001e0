"""Measure what the site costs: to build, and to open from the disk.

Prints the seconds and the processor seconds of `provincial-targets report`, the bytes that the
first page loads, and how long Chromium takes until the page answers and until its charts are drawn.
Needs a published warehouse and, for the last two, what tests/python/site/from_debian.sh installs.

    python bench/site_cost.py --rounds 5
"""

from __future__ import annotations

import argparse
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PROJECT = Path(__file__).resolve().parents[1]
CHROMIUM = "/usr/bin/chromium"
_SINCE_THE_START = """() => {
    const page = performance.getEntriesByType("navigation")[0];
    return [page.domContentLoadedEventEnd, performance.now()];
}"""


def build(site: Path) -> tuple[float, float]:
    """Write the site; return the seconds and the processor seconds that it took."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command = [sys.executable, "-m", "provincial_targets", "report", "--out", str(site)]
    subprocess.run([*command, "--project-dir", str(PROJECT)], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - began, spent


def loaded(page: Path) -> int:
    """Return the bytes of a page and of the files that it loads."""
    links = re.findall(r'(?:src|href)="(\.\./assets/[^"]+)"', page.read_text("utf-8"))
    files = [page, *(page.parent / link for link in set(links))]
    return sum(file.stat().st_size for file in files)


def opened(tab: Page, page: Path) -> tuple[float, float]:
    """Return the seconds until a page answers, and until its charts are drawn."""
    tab.goto(f"file://{page}")
    tab.wait_for_selector("html[data-ready]", state="attached")
    answers, drawn = tab.evaluate(_SINCE_THE_START)
    return answers / 1000, drawn / 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3, help="how often the page is opened")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        seconds, spent = build(site)
        print(f"built in {seconds:.1f} s, {spent:.1f} s of processor time")
        page = site / "zh" / "index.html"
        print(f"the first page loads {loaded(page) / 1e6:.2f} MB")
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            times = [opened(browser.new_page(), page) for _ in range(rounds)]
            browser.close()
        answers, drawn = (statistics.median(kind) for kind in zip(*times, strict=True))
        print(f"it answers after {answers:.2f} s, its charts are drawn after {drawn:.2f} s")


if __name__ == "__main__":
    main()
