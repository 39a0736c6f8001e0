"""Show what was read: for a person as text, for a script as JSON."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from provincial_targets.checks.problems import Problem
from provincial_targets.ingest.reference.seedfiles import Seeds
from provincial_targets.read.proposals import Reading, Row, basis, is_rounded, release
from provincial_targets.read.sections import Period
from provincial_targets.read.workbook import document_row

_AROUND = 24
"""Characters of the sentence that are shown before and behind a figure."""


def as_text(readings: Sequence[Reading], problems: Sequence[Problem], seeds: Seeds) -> list[str]:
    """Return the report, line by line."""
    lines: list[str] = []
    for reading in readings:
        lines += [*_document(reading, seeds), ""]
    lines += map(str, problems)
    rows = [row for reading in readings for row in reading.rows]
    known = sum(bool(row.already_there) for row in rows)
    unsure = sum(not row.already_there and bool(row.doubts or row.against) for row in rows)
    lines.append(
        f"{len(readings)} documents read, {len(problems)} refused: {len(rows)} figures, "
        f"{known} of them already in the seeds, {unsure} to look at."
    )
    return lines


def _document(reading: Reading, seeds: Seeds) -> list[str]:
    identity = reading.identity
    name = seeds.geography_name(identity.geography_code)
    day = identity.published_on + ("" if identity.precision == "day" else " (inferred)")
    source = reading.source_id or f"a new source: {identity.publisher}, {identity.title}"
    lines = [
        reading.document.name,
        f"  {name}, {identity.kind} {identity.year}, {day}, {source}",
        *(f"  {notice}" for notice in reading.notices),
    ]
    for row in reading.rows:
        lines += _row(row)
    if reading.not_stated:
        lines.append(f"  no target in the whole text: {', '.join(reading.not_stated)}")
    lines += [f"  task {task}" for task in reading.tasks]
    lines += (
        ["  " + ", ".join(f"{term} {count}" for term, count in reading.terms.items())]
        if reading.terms
        else []
    )
    return lines


def _row(row: Row) -> list[str]:
    found = row.found
    mark = "=" if row.already_there else "?" if row.doubts or row.against else "+"
    place = f"paragraph {found.paragraph}, characters {found.start + 1}-{found.end}"
    head = f"  {mark} {found.indicator} {found.measure} {found.year}: {row.value or 'no number'}"
    part = ", among the tasks" if found.period is Period.CHAPTER else ""
    lines = [f"{head} ({found.words}), {place}{part}"]
    if row.already_there:
        return [f"{lines[0]}: {row.already_there}"]
    lines.append(f"      {_shown(row)}")
    lines += [f"      look: {doubt}" for doubt in row.doubts]
    lines += [f"      contradicts {other}" for other in row.against]
    return lines


def _shown(row: Row) -> str:
    """Return the sentence around the figure."""
    text, words = row.found.sentence, row.found.words
    begin = max(0, text.find(words) - _AROUND)
    end = text.find(words) + len(words) + _AROUND
    return ("…" if begin else "") + text[begin:end] + ("…" if end < len(text) else "")


def as_json(readings: Sequence[Reading], problems: Sequence[Problem]) -> dict[str, Any]:
    """Return the report for a script."""
    return {
        "documents": [
            {
                "file": reading.document.name,
                **document_row(reading),
                "source_id": reading.source_id,
                "notices": list(reading.notices),
                "figures": [_figure(row) for row in reading.rows],
                "not_stated": list(reading.not_stated),
                "tasks": [dataclasses.asdict(task) for task in reading.tasks],
                "terms": dict(reading.terms),
            }
            for reading in readings
        ],
        "problems": [dataclasses.asdict(problem) for problem in problems],
    }


def _figure(row: Row) -> dict[str, Any]:
    found = row.found
    return {
        "indicator": found.indicator,
        "measure": found.measure,
        "year": found.year,
        "value": row.value,
        "raw_text": found.words,
        "unit": found.unit,
        "release": release(row),
        "basis": basis(row),
        "is_rounded": is_rounded(row),
        "paragraph": found.paragraph,
        "start": found.start,
        "end": found.end,
        "sentence": found.sentence,
        "part": found.period.value,
        "is_sure": not row.doubts and not row.against,
        "doubts": list(row.doubts),
        "contradicts": list(row.against),
        "already_there": row.already_there,
    }
