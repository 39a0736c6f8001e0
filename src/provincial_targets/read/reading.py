"""From files to readings, in order: open, recognise, find, propose."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from provincial_targets.checks.problems import Problem
from provincial_targets.ingest.reference.seedfiles import Seeds
from provincial_targets.read.documents import Document, read_documents
from provincial_targets.read.proposals import Reading, propose
from provincial_targets.read.recognising import Identity, recognise
from provincial_targets.terminal.logs import progress


def read_all(
    paths: Iterable[Path],
    seeds: Seeds,
    *,
    geography_code: str = "",
    year: int | None = None,
    kind: str = "",
    tasks: bool = False,
) -> tuple[list[Reading], list[Problem]]:
    """Read files, folders and archives.

    Args:
        paths: Where they are.
        seeds: The project's seeds.
        geography_code: Whose they are, where an option says so.
        year: Their year, where an option says so.
        kind: Their kind, where an option says so.
        tasks: Whether to read the order of tasks and count terms too.

    Returns:
        What each document states, and why the others were refused.
    """
    known: list[tuple[Document, Identity]] = []
    problems: list[Problem] = []
    for number, document in enumerate(read_documents(paths), start=1):
        if isinstance(document, Problem):
            problems.append(document)
            continue
        progress.show(f"reading … {number} {document.name}")
        identity = recognise(
            document.name,
            document.paragraphs,
            seeds,
            geography_code=geography_code,
            year=year,
            kind=kind,
        )
        if identity.unknown:
            problems.append(_unknown(document, identity))
        else:
            known.append((document, identity))
    progress.show("reading the figures …")
    readings = propose(known, seeds, tasks=tasks)
    progress.clear()
    return readings, problems


def _unknown(document: Document, identity: Identity) -> Problem:
    what = {"--geography": "whose it is", "--year": "its year", "--kind": "its kind"}
    return Problem(
        file=document.name,
        row=None,
        column=None,
        value=None,
        message="title and head do not say for certain "
        + ", ".join(what[option] for option in identity.unknown),
        remedy=f"Say it by {' '.join(identity.unknown)}.",
    )
