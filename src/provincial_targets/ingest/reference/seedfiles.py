"""Read the seeds: their records to compare with, their lines to merge into."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from provincial_targets.checks import csvfile
from provincial_targets.ingest.reference.vocabulary import UNIT_OF_SIZES, Names, use_units
from provincial_targets.terminal.exits import Exit, Stop

OBSERVATIONS = "seeds/observations/observations.csv"
SOURCES = "seeds/observations/sources.csv"
DOCUMENTS = "seeds/observations/documents.csv"
COUNTS = "seeds/expectations/expected_observation_counts.csv"
COVERAGE = "seeds/expectations/expected_coverage.csv"
EXCEPTIONS = "seeds/expectations/wording_exceptions.csv"
GEOGRAPHIES = "seeds/reference/geographies.csv"
INDICATORS = "seeds/reference/indicators.csv"
UNIT_NAMES = "seeds/reference/unit_names.csv"
VINTAGES = "seeds/reference/vintages.csv"
NOTES = "seeds/reference/notes.csv"
TERMS = "seeds/tasks/terms.csv"

Record = dict[str, str]


@dataclass(kw_only=True)
class SeedFile:
    """A seed: header, lines as they are in the file, and the records they hold.

    Attributes:
        file: Path relative to the project.
        header: The columns.
        records: One per row, values as text.
        lines: The text of each row, without its end.
        newline: How lines end.
        has_bom: Whether the file starts with a byte order mark.
        first_line: The header as it is in the file.
        original: The file as it was read.
    """

    file: str
    header: list[str]
    records: list[Record]
    lines: list[str]
    newline: str
    has_bom: bool
    first_line: str
    original: bytes

    def line(self, record: Mapping[str, str]) -> str:
        """Return a record as a line, quoted where it must be."""
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="").writerow([record[name] for name in self.header])
        return buffer.getvalue()

    def content(self) -> bytes:
        """Return the file."""
        text = self.newline.join([self.first_line, *self.lines, ""])
        return text.encode("utf-8-sig" if self.has_bom else "utf-8")


def read_seed(project_dir: Path, file: str) -> SeedFile:
    """Read a seed.

    Raises:
        Stop: It is broken; nothing can be merged into it.
    """
    path = project_dir / file
    content = csvfile.read(path, file)
    if content.problems:
        raise Stop(
            Exit.BAD_INPUT, ["The project's own seeds are broken:", *map(str, content.problems)]
        )
    raw = path.read_bytes()
    text = raw.decode("utf-8-sig")
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(newline)
    if lines[-1] == "":
        lines.pop()
    return SeedFile(
        file=file,
        header=content.header,
        records=[dict(zip(content.header, row, strict=True)) for row in content.rows],
        lines=lines[1:],
        newline=newline,
        has_bom=raw.startswith(b"\xef\xbb\xbf"),
        first_line=lines[0],
        original=raw,
    )


class Seeds:
    """The seeds that ingest reads or writes."""

    def __init__(self, project_dir: Path) -> None:
        """Read them.

        Raises:
            Stop: One of them is broken.
        """
        self.project_dir = project_dir
        self.observations = read_seed(project_dir, OBSERVATIONS)
        self.sources = read_seed(project_dir, SOURCES)
        self.documents = read_seed(project_dir, DOCUMENTS)
        self.counts = read_seed(project_dir, COUNTS)
        self.coverage = read_seed(project_dir, COVERAGE)
        self.geographies = read_seed(project_dir, GEOGRAPHIES).records
        self.indicators = read_seed(project_dir, INDICATORS).records
        self.exceptions = read_seed(project_dir, EXCEPTIONS).records
        self.vintages = [
            *((row["vintage"], row["as_of"]) for row in read_seed(project_dir, VINTAGES).records),
            *(
                (row["note_id"], row["published_on"])
                for row in read_seed(project_dir, NOTES).records
            ),
        ]
        use_units(read_seed(project_dir, UNIT_NAMES).records)

    @property
    def written(self) -> list[SeedFile]:
        """The seeds that a merge may change."""
        return [self.observations, self.sources, self.documents, self.counts, self.coverage]

    @cached_property
    def known_sources(self) -> dict[str, Record]:
        """The sources as they were read, by their id."""
        return {record["source_id"]: record for record in self.sources.records}

    @cached_property
    def geography_names(self) -> Names:
        """Names of geographies: code, short, full and English name."""
        return Names(
            {
                record["geography_code"]: (
                    record["name_zh"],
                    record["full_name_zh"],
                    record["name_en"],
                    *(f"{record['name_en']} {kind}" for kind in _english_kinds(record)),
                )
                for record in self.geographies
            }
        )

    @cached_property
    def indicator_names(self) -> Names:
        """Names of indicators: code, Chinese and English name."""
        return Names(
            {
                record["indicator"]: (record["name_zh"], record["name_en"])
                for record in self.indicators
            },
            "indicator",
        )

    def unit(self, indicator: str, measure: str) -> str:
        """Return the unit of an indicator's figures; empty where the indicator is not known."""
        if measure == "size":
            return UNIT_OF_SIZES
        return next((r["unit"] for r in self.indicators if r["indicator"] == indicator), "")

    @cached_property
    def provinces(self) -> list[str]:
        """Codes of the provinces, in their customary order."""
        found = [record for record in self.geographies if record["level"] == "province"]
        return [r["geography_code"] for r in sorted(found, key=lambda r: int(r["sort_order"]))]

    def geography_name(self, code: str) -> str:
        """Return the Chinese short name of a geography."""
        return next(r["name_zh"] for r in self.geographies if r["geography_code"] == code)

    def next_round(self) -> int:
        """Return the year after the newest target."""
        return 1 + max(
            int(record["year"])
            for record in self.observations.records
            if record["measure"] == "target"
        )


def _english_kinds(record: Mapping[str, str]) -> Iterable[str]:
    full = record["full_name_zh"]
    if full.endswith("省"):
        return ("Province",)
    if full.endswith("自治区"):
        return ("Autonomous Region",)
    return ("Municipality", "City") if full.endswith("市") else ()
