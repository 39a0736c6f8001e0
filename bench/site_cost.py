"""Measure what the site costs: to build, and to open from the disk.

Prints the seconds and the processor seconds of `provincial-targets report`, the bytes that the
first page loads, and how long Chromium takes until the page answers a click and until its charts
are drawn. A quiet machine gives figures worth keeping: its load is printed beside them.
Needs a published warehouse and, for the last two, what tests/python/site/from_debian.sh installs.

    python bench/site_cost.py --rounds 5
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

PROJECT = Path(__file__).resolve().parents[1]
CHROMIUM = "/usr/bin/chromium-headless-shell"
_NOW = "performance.now()"  # milliseconds since the page was asked for
_CLICK = """
document.addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => setTimeout(() => {
  const button = document.querySelector("#theme");
  button.click();
  if (button.getAttribute("aria-pressed") === "true") window.answered = performance.now();
})));
"""


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
    links = re.findall(r'[" ](\.\./assets/[^" ]+)', page.read_text("utf-8"))
    files = [page, *(page.parent / link for link in set(links))]
    return sum(file.stat().st_size for file in files)


def opened(browser: Browser, page: Path) -> tuple[float, float]:
    """Return the seconds until a click is answered, and until all charts are drawn.

    The click is made in the page with its first picture: a driver outside would wait until all
    charts stand still before it clicks.
    """
    tab = browser.new_page(color_scheme="light")
    tab.add_init_script(_CLICK)
    tab.goto(f"file://{page}", wait_until="commit")
    tab.wait_for_selector("html[data-ready]", state="attached")
    drawn: float = tab.evaluate(_NOW)
    answers: float = tab.evaluate("answered")
    tab.close()
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
            times = [opened(browser, page) for _ in range(rounds)]
            browser.close()
        answers, drawn = (statistics.median(kind) for kind in zip(*times, strict=True))
        print(f"it answers after {answers:.2f} s, its charts are drawn after {drawn:.2f} s")
        print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


if __name__ == "__main__":
    main()
