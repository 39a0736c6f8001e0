"""Measure how much of what people found in reports `read` finds, too; see docs/read.md.

The folder holds documents, and `gold/figures.csv` and `gold/tasks.csv` with what people found in
them: document, indicator, measure, year, value, unit, words; province, year, rank, theme. A
document whose name without its ending is that of another one in the gold is compared with it.

    make read-accuracy DOCUMENTS=<folder>
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from provincial_targets.checks.problems import Problem
from provincial_targets.ingest.reference.seedfiles import Seeds
from provincial_targets.read.documents import read_documents
from provincial_targets.read.finding import phrases
from provincial_targets.read.proposals import Reading, Row, propose
from provincial_targets.read.recognising import recognise

ROOT = Path(__file__).resolve().parents[1]
MAIN = (
    "gdp fiscal_revenue fixed_asset_investment retail_sales trade industrial_value_added cpi "
    "unemployment_rate"
).split()
_WIDTH = str.maketrans("０１２３４５６７８９％．—–～", "0123456789%.---")

Cell = tuple[str, str, int]
Gold = dict[str, str]


@dataclass
class Count:
    """Figures that were found rightly, found wrongly, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def rates(self) -> str:
        """Precision and recall."""
        found, there = self.right + self.wrong, self.right + self.missed
        return f"{_share(self.right, found)} {_share(self.right, there)}"


@dataclass
class Comparison:
    """The counts of each kind, and every difference."""

    counts: defaultdict[tuple[str, ...], Count] = field(default_factory=lambda: defaultdict(Count))
    texts: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)


def main() -> None:
    """Compare, print the tables and the differences."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", help="a part of a document's name, to look at some")
    options = parser.parse_args()
    gold, tasks = _gold(options.folder), _gold_tasks(options.folder)
    compared = Comparison()
    for reading in _readings(options.folder, options.only):
        path = Path(reading.document.name)
        key = f"{path.parent.name}/{path.name}"
        rows = gold.get(key) or next(
            (rows for name, rows in gold.items() if Path(name).stem == path.stem), None
        )
        if rows is None:
            print(f"not in the gold: {key}")
            continue
        _compare(compared, key, path.suffix[1:], reading, rows, _scope(gold))
        _compare_tasks(
            compared, key, reading, tasks.get((rows[0]["province"], str(reading.identity.year)), [])
        )
    _print(compared)


def _readings(folder: Path, only: str | None) -> list[Reading]:
    seeds = Seeds(ROOT)
    documents = []
    for document in read_documents(
        path for path in sorted(folder.iterdir()) if path.is_dir() and path.name != "gold"
    ):
        if isinstance(document, Problem):
            print(document)
        elif only is None or only in document.name:
            identity = recognise(document.name, document.paragraphs, seeds)
            if identity.unknown:
                print(f"{document.name}: {' '.join(identity.unknown)} needed")
            else:
                documents.append((document, identity))
    indicators = {code for phrase in phrases() for code in phrase.indicators}
    return propose(documents, seeds, indicators=indicators, tasks=True)


def _gold(folder: Path) -> dict[str, list[Gold]]:
    found: dict[str, list[Gold]] = {}
    with (folder / "gold" / "figures.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["document"], []).append(row)
    return found


def _gold_tasks(folder: Path) -> dict[tuple[str, str], list[Gold]]:
    found: dict[tuple[str, str], list[Gold]] = {}
    with (folder / "gold" / "tasks.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault((row["province"], row["year"]), []).append(row)
    return found


def _scope(gold: dict[str, list[Gold]]) -> set[tuple[str, str]]:
    """Return the indicators and years that people looked for."""
    return {(row["indicator"], row["measure"]) for rows in gold.values() for row in rows}


def _compare(
    compared: Comparison,
    key: str,
    suffix: str,
    reading: Reading,
    gold: Iterable[Gold],
    scope: set[tuple[str, str]],
) -> None:
    known = {code for phrase in phrases() for code in phrase.indicators}
    there: dict[Cell, list[Gold]] = {}
    for row in gold:
        if row["indicator"] in known:
            cell = (row["indicator"], row["measure"], int(row["year"]))
            there.setdefault(cell, []).append(row)
    mine: dict[Cell, Row] = {
        (row.found.indicator, row.found.measure, row.found.year): row
        for row in reading.rows
        if (row.found.indicator, row.found.measure) in scope
    }
    for cell in sorted({*there, *mine}):
        group = "main" if cell[0] in MAIN else "others"
        counts = [
            compared.counts[kind]
            for kind in (
                ("all", group, cell[1]),
                ("indicator", cell[0], cell[1]),
                ("format", suffix, group, cell[1]),
            )
        ]
        row, stated = mine.get(cell), there.get(cell, [])
        is_right = row is not None and any(_is_same(row, one) for one in stated)
        for count in counts:
            count.right += is_right
            count.wrong += row is not None and not is_right
            count.missed += bool(stated) and not is_right
        if not is_right:
            theirs = "; ".join(f"{one['value'] or '-'} {one['raw_text']}" for one in stated)
            said = "nothing" if row is None else f"{row.value or '-'} {row.found.words}"
            compared.differences.append(f"{key}: {' '.join(map(str, cell))}: {said} | {theirs}")


def _compare_tasks(compared: Comparison, key: str, reading: Reading, gold: Sequence[Gold]) -> None:
    """Compare the themes of the tasks, rank by rank."""
    if not gold:
        return
    mine = [task.theme for task in reading.tasks]
    theirs = [row["theme"] for row in gold]
    compared.texts["texts"] += 1
    compared.texts["number of tasks"] += len(mine) == len(theirs)
    compared.texts["first task"] += mine[:1] == theirs[:1]
    compared.texts["all ranks"] += mine == theirs
    for task, row in zip(reading.tasks, gold, strict=False):
        if task.theme != row["theme"]:
            compared.differences.append(f"{key}: task {task} | {row['theme']}")


def _is_same(row: Row, gold: Gold) -> bool:
    """Whether two figures agree: in the number or, without one, in the words."""
    words = [
        re.sub(r"\s", "", text.translate(_WIDTH)) for text in (row.found.words, gold["raw_text"])
    ]
    if gold["value"] and row.value:
        return abs(abs(float(gold["value"])) - abs(float(row.value))) < 1e-9
    return words[0] in words[1] or words[1] in words[0]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:9.3f}" if whole else "        -"


def _print(compared: Comparison) -> None:
    for line in compared.differences:
        print(line)
    heading = f"{'':46}{'right':>7}{'wrong':>7}{'missed':>7} precision   recall"
    for kind in ("format", "indicator", "all"):
        print(f"\n{heading}")
        for key, count in sorted(compared.counts.items()):
            if key[0] == kind:
                name = " ".join(key[1:])
                print(f"{name:46}{count.right:7}{count.wrong:7}{count.missed:7} {count.rates}")
    total = compared.texts.pop("texts", 0)
    print(f"\n{'tasks':46}{'right':>7} of {total} texts")
    for name, count in compared.texts.items():
        print(f"{name:46}{count:7} {_share(count, total)}")


if __name__ == "__main__":
    main()
