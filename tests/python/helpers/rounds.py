"""Remove a round from a project's seeds, as before it was typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from helpers.small import read_rows

OBSERVATIONS = "seeds/observations/observations.csv"
SOURCES = "seeds/observations/sources.csv"
DOCUMENTS = "seeds/observations/documents.csv"
COUNTS = "seeds/expectations/expected_observation_counts.csv"
COVERAGE = "seeds/expectations/expected_coverage.csv"

Rows = list[dict[str, str]]


def take_out(folder: Path, file: str, is_taken: Callable[[dict[str, str]], bool]) -> Rows:
    """Remove rows from a seed and return them; the other lines stay as they are."""
    path = folder / file
    records = read_rows(path)
    header, *lines = path.read_bytes().splitlines(keepends=True)
    kept = [line for line, record in zip(lines, records, strict=True) if not is_taken(record)]
    path.write_bytes(b"".join([header, *kept]))
    return [record for record in records if is_taken(record)]


def take_out_round(folder: Path, year: str) -> Rows:
    """Take the targets of a year out of a project, and the sources that only they cite.

    Returns:
        The rows that a maintainer would have typed: each with its source where that is new.
    """

    def is_round(record: dict[str, str]) -> bool:
        return record["measure"] == "target" and record["year"] == year

    taken = take_out(folder, OBSERVATIONS, is_round)
    still_cited = {record["source_id"] for record in read_rows(folder / OBSERVATIONS)}
    sources = take_out(folder, SOURCES, lambda source: source["source_id"] not in still_cited)
    take_out(folder, COUNTS, is_round)
    take_out(folder, COVERAGE, is_round)
    new = {source["source_id"]: source for source in sources}
    described = ("publisher", "title", "url", "kind")
    return [
        {**record, **{name: new.get(record["source_id"], {}).get(name, "") for name in described}}
        for record in taken
    ]
