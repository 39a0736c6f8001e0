"""Write what was read as the sheet that `ingest` takes, and the rows of documents.csv."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from provincial_targets.ingest import template
from provincial_targets.ingest.reference.seedfiles import Seeds
from provincial_targets.read.proposals import Reading, Row, basis, is_rounded, release

DOCUMENT_COLUMNS = (
    "geography_code",
    "year",
    "document_kind",
    "publisher",
    "title",
    "published_on",
    "is_read_in_full",
)
TASK_COLUMNS = (
    "geography_code",
    "year",
    "rank",
    "theme",
    "other_themes",
    "paragraph",
    "heading",
)
TERM_COLUMNS = ("geography_code", "year", "term", "mention_count")


def write(readings: Sequence[Reading], seeds: Seeds, path: Path) -> list[str]:
    """Write the workbook at `path`, and beside it documents, tasks and terms; say what is written.

    Rows that the seeds have from the same source are left out; of none no workbook is made.

    Raises:
        OSError: A file cannot be written.
    """
    rows = [(reading, row) for reading in readings for row in reading.rows if not row.already_there]
    if rows:
        template.write_template(
            seeds,
            path,
            [_cells(reading, row, seeds) for reading, row in rows],
            {number for number, (_, row) in enumerate(rows) if row.doubts or row.against},
        )
    lines = [
        f"Wrote {path}: look through it, then ingest it."
        if rows
        else "The seeds have every figure: no sheet was written."
    ]
    tables = {
        "documents": (DOCUMENT_COLUMNS, [document_row(reading) for reading in readings]),
        "tasks": (TASK_COLUMNS, [row for reading in readings for row in _tasks(reading)]),
        "terms": (TERM_COLUMNS, [row for reading in readings for row in _terms(reading)]),
    }
    for name, (columns, records) in tables.items():
        if records:
            beside = path.with_suffix(f".{name}.csv")
            with beside.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, columns, lineterminator="\n")
                writer.writeheader()
                writer.writerows(records)
            lines.append(f"Wrote {beside}: {len(records):,} {name}.")
    return lines


def document_row(reading: Reading) -> dict[str, object]:
    """Return the row of documents.csv, by which what a text does not state is absent."""
    identity = reading.identity
    return {
        "geography_code": identity.geography_code,
        "year": str(identity.year),
        "document_kind": identity.kind,
        "publisher": identity.publisher,
        "title": identity.title,
        "published_on": identity.published_on,
        "is_read_in_full": "true" if reading.is_whole else "false",
    }


def _tasks(reading: Reading) -> Iterator[dict[str, object]]:
    for task in reading.tasks:
        yield {
            "geography_code": reading.identity.geography_code,
            "year": reading.identity.year,
            "rank": task.rank,
            "theme": task.theme,
            "other_themes": ";".join(task.other_themes),
            "paragraph": task.paragraph,
            "heading": task.heading,
        }


def _terms(reading: Reading) -> Iterator[dict[str, object]]:
    for term, count in reading.terms.items():
        yield {
            "geography_code": reading.identity.geography_code,
            "year": reading.identity.year,
            "term": term,
            "mention_count": count,
        }


def _cells(reading: Reading, row: Row, seeds: Seeds) -> template.Row:
    identity, found = reading.identity, row.found
    names = {record["indicator"]: record["name_zh"] for record in seeds.indicators}
    source: dict[str, str] = (
        {"source_id": reading.source_id}
        if reading.source_id
        else {
            "published_on": identity.published_on,
            "published_on_precision": identity.precision,
            "publisher": identity.publisher,
            "title": identity.title,
            "kind": "official",
        }
    )
    look = [*row.doubts, *(f"the seeds have {other}" for other in row.against)]
    cells: dict[str, str | int | float] = {
        "geography_code": seeds.geography_name(identity.geography_code),
        "indicator": names.get(found.indicator, found.indicator),
        "measure": found.measure,
        "year": found.year,
        "raw_text": found.words,
        "release": release(row),
        "basis": basis(row),
        "is_rounded": "true" if is_rounded(row) else "false",
        "note": f"paragraph {found.paragraph}, characters {found.start + 1}-{found.end}",
        "sentence": (f"[{'; '.join(look)}] " if look else "") + found.sentence,
    }
    if row.value:
        cells["value"] = float(row.value)
    return {**cells, **source}
