"""Find letters that were lost before the file came here."""

from __future__ import annotations

from provincial_targets.checks.problems import Problem, shorten
from provincial_targets.ingest.read.tables import Table

_TEXTS = ("raw_text", "publisher", "title", "note")
"""Columns of free text; an address has question marks of its own."""


def lost_letters(table: Table) -> list[Problem]:
    """Return the columns of a GBK file that have question marks, each with its rows.

    A spreadsheet that saves as GBK writes `?` for a letter that GBK lacks, such as a Korean one; no
    program can distinguish it from a question mark of the source.
    """
    if not table.sheet.origin.startswith("CSV in GB18030"):
        return []
    problems = []
    for column in _TEXTS:
        found = {
            row: cells[column].text
            for row, cells in table.rows.items()
            if column in cells and "?" in cells[column].text
        }
        if found:
            first, *more = found
            problem = table.problem(
                "a question mark in a file saved as GBK may stand for a letter that GBK lacks",
                "Save the original as 'CSV UTF-8' or as .xlsx.",
                row=first,
                column=column,
                value=shorten(found[first]),
            )
            problems.append(problem.with_rows(more))
    return problems
