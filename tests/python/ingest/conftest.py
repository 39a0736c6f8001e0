from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from provincial_targets.checks import inputs
from provincial_targets.ingest.reference.seedfiles import COUNTS, COVERAGE, OBSERVATIONS

from ingest_builders import REPOSITORY, Project


@pytest.fixture
def project(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Project:
    """A copy of the real seeds, judged by the real expectations (seconds each time)."""
    return Project(tmp_path, capsys, monkeypatch)


@pytest.fixture(scope="session")
def newest_rows() -> dict[str, bytes]:
    """The seeds by year with their two newest years: reading all takes half of an ingest."""
    newest = {}
    for file in (OBSERVATIONS, COUNTS, COVERAGE):
        header, *lines = (REPOSITORY / file).read_bytes().splitlines(keepends=True)
        place = header.split(b",").index(b"year")
        years = [line.split(b",")[place] for line in lines]
        kept = sorted(set(years))[-2:]
        rows = (line for line, year in zip(lines, years, strict=True) if year in kept)
        newest[file] = b"".join([header, *rows])
    return newest


@pytest.fixture
def quick_project(
    project: Project, newest_rows: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> Project:
    """The same with fewer rows and without the expectations, for tests that depend on neither."""
    for file, content in newest_rows.items():
        (project.folder / file).write_bytes(content)
    monkeypatch.setattr(inputs, "check_inputs", lambda project_dir, **_: [])
    return project


@pytest.fixture
def wary_project(quick_project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The same for files that are refused before the expectations; reaching them is an error."""

    def unexpected(project_dir: Path, **_: object) -> list[object]:
        raise AssertionError("a file that should have been refused reached the expectations")

    monkeypatch.setattr(inputs, "check_inputs", unexpected)
    return quick_project


@pytest.fixture
def make_project(
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[], Project]:
    """More projects, with the expectations left out."""
    monkeypatch.setattr(inputs, "check_inputs", lambda project_dir, **_: [])
    return lambda: Project(tmp_path_factory.mktemp("project"), capsys, monkeypatch)
