"""Files as people make them, and a project for `ingest`."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from provincial_targets import cli

REPOSITORY = Path(__file__).resolve().parents[3]

ROW = {
    "geography_code": "北京",
    "indicator": "gdp",
    "measure": "target",
    "year": "2026",
    "value": "5",
    "raw_text": "5%左右",
    "unit": "",
    "release": "first",
    "published_on": "2026-02-03",
    "published_on_precision": "day",
    "source_id": "",
    "publisher": "example.org",
    "title": "各省目标",
    "url": "https://example.org/targets",
    "kind": "news",
    "note": "",
    "observation_id": "",
}
"""A good row: a figure that the seeds do not have, from a source that is not in sources.csv."""


def _free(file: str, column: str) -> tuple[str, str]:
    """Return the first two ids that a seed has free."""
    with (REPOSITORY / "seeds/observations" / file).open(encoding="utf-8", newline="") as handle:
        last = max(row[column] for row in csv.DictReader(handle))
    prefix, _, digits = last.partition("-")
    first, second = (f"{prefix}-{int(digits) + more:0{len(digits)}d}" for more in (1, 2))
    return first, second


OBSERVATION, NEXT_OBSERVATION = _free("observations.csv", "observation_id")
SOURCE, NEXT_SOURCE = _free("sources.csv", "source_id")


def rows(*changes: Mapping[str, object]) -> list[dict[str, object]]:
    """Return a good row for each of `changes`, with these columns changed."""
    return [{**ROW, **change} for change in changes]


def as_csv(
    table: Iterable[Mapping[str, object]],
    *,
    columns: Sequence[str] | None = None,
    headings: Mapping[str, str] | None = None,
    encoding: str = "utf-8",
    above: str = "",
    newline: str = "\n",
) -> bytes:
    """Return a CSV.

    Args:
        table: The rows.
        columns: The columns in order; by default those of the first row.
        headings: Other headings of columns.
        encoding: The encoding.
        above: Lines above the header.
        newline: How lines end.
    """
    table = list(table)
    columns = list(columns or table[0])
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=newline)
    writer.writerow([(headings or {}).get(column, column) for column in columns])
    writer.writerows([row.get(column, "") for column in columns] for row in table)
    return (above + out.getvalue()).encode(encoding)


def as_xlsx(
    table: Iterable[Mapping[str, object]],
    edit: Callable[[Any], None] = lambda sheet: None,
    *,
    above: int = 0,
) -> bytes:
    """Return a workbook of one sheet, after `edit` worked on the sheet.

    Args:
        table: The rows; a text that starts with = is written as a formula, as by Excel.
        edit: Further changes of the sheet.
        above: Rows to leave free above the header.
    """
    table = list(table)
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for index, column in enumerate(table[0], start=1):
        sheet.cell(above + 1, index).value = column
        for number, row in enumerate(table, start=above + 2):
            sheet.cell(number, index).value = row[column] if row[column] != "" else None
    edit(sheet)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def column(name: str) -> int:
    """Return the number of a column of `ROW` in a sheet made by `as_xlsx`."""
    return list(ROW).index(name) + 1


@dataclass
class Answer:
    """The exit code and output of the command.

    Attributes:
        code: The exit code.
        out: Standard output.
        err: Standard error.
    """

    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        """The report, after `--json`."""
        found: dict[str, Any] = json.loads(self.out)
        return found


class Project:
    """A copy of the project's seeds, and the command to work on them."""

    def __init__(self, folder: Path, capsys: Any, monkeypatch: Any) -> None:
        """Copy the files that `ingest` reads to `folder`."""
        self.folder = folder
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        for name in ("seeds", "gx", "macros"):
            shutil.copytree(REPOSITORY / name, folder / name)
        rules = "models/intermediate/int_wordings.sql"
        (folder / rules).parent.mkdir(parents=True)
        for name in (rules, "dbt_project.yml"):
            shutil.copy(REPOSITORY / name, folder / name)

    def seeds(self) -> dict[str, bytes]:
        """Return every seed, byte for byte."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted((self.folder / "seeds").rglob("*"))
            if path.is_file()
        }

    def file(self, content: bytes, name: str = "round.csv") -> Path:
        """Write a file to take in."""
        path = self.folder / name
        path.write_bytes(content)
        return path

    def ingest(self, *arguments: str | Path) -> Answer:
        """Run `provincial-targets ingest` in this process, as the shell would."""
        return self.run("ingest", *arguments)

    def run(self, *arguments: str | Path) -> Answer:
        """Run a command in this process, as the shell would."""
        self._monkeypatch.chdir(self.folder)
        self._monkeypatch.setattr(sys, "argv", ["provincial-targets", *map(str, arguments)])
        self._capsys.readouterr()
        try:
            cli.main()
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = self._capsys.readouterr()
        return Answer(code, out, err)

    def records(self, file: str) -> list[dict[str, str]]:
        """Return the rows of a seed."""
        with (self.folder / file).open(encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))
