"""Make papers as people hand them in: reports to read, and a table to ingest.

    PYTHONPATH=tests/python python bench/papers.py FOLDER

Writes the work reports of all provinces of two years into FOLDER/reports, as Word, PDF, HTML and
text in turns, each as long as a real one, and a table of two thousand figures that the seeds do not
have, FOLDER/figures.csv. All figures are invented.
"""

from __future__ import annotations

import csv
import itertools
import sys
from pathlib import Path

from helpers import reports

GEOGRAPHIES = Path(__file__).resolve().parents[1] / "seeds" / "reference" / "geographies.csv"
YEARS = (2025, 2026)
FIGURES = 2000
_FORMS = {
    "docx": reports.as_docx,
    "pdf": reports.as_pdf,
    "html": reports.as_html,
    "txt": reports.as_text,
}
_CHAPTER = "加快建设现代化产业体系，促进消费扩容提质，稳定外贸外资基本盘，保障和改善民生。" * 190
_INDICATORS = ("gdp", "fixed_asset_investment", "retail_sales", "trade", "industrial_value_added")


def provinces() -> list[dict[str, str]]:
    """Return the provinces of the seeds."""
    with GEOGRAPHIES.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["level"] == "province"]


def write_reports(folder: Path) -> None:
    """Write a work report for each province and year."""
    folder.mkdir(parents=True, exist_ok=True)
    forms = itertools.cycle(_FORMS.items())
    for province, year in itertools.product(provinces(), YEARS):
        name = province["full_name_zh"]
        ending, form = next(forms)
        content = form(reports.report(name, year, chapter=_CHAPTER))
        (folder / f"{year}_{name}_政府工作报告.{ending}").write_bytes(content)


def write_figures(path: Path) -> None:
    """Write a table of outturns of years before the first ones in the seeds."""
    cells = itertools.product(_INDICATORS, provinces(), range(2000, 2013))
    rows = [
        {
            "geography_code": province["name_zh"],
            "indicator": indicator,
            "measure": "outturn",
            "year": year,
            "value": f"{5 + number % 80 / 10:.1f}",
            "raw_text": f"增长{5 + number % 80 / 10:.1f}%",
            "release": "final",
            "published_on": f"{year + 1}-10-20",
            "publisher": "example.org",
            "title": f"{year}年统计年鉴",
            "url": f"https://example.org/{year}",
            "kind": "official",
        }
        for number, (indicator, province, year) in enumerate(cells)
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows[:FIGURES])


if __name__ == "__main__":
    write_reports(Path(sys.argv[1]) / "reports")
    write_figures(Path(sys.argv[1]) / "figures.csv")
