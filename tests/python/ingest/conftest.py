from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from provincial_targets.checks import inputs

from ingest_builders import Project


@pytest.fixture
def project(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Project:
    """A copy of the real seeds, judged by the real expectations (seconds each time)."""
    return Project(tmp_path, capsys, monkeypatch)


@pytest.fixture
def quick_project(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The same without the expectations, for tests that do not depend on them."""
    monkeypatch.setattr(inputs, "check_inputs", lambda project_dir, **_: [])
    return project


@pytest.fixture
def wary_project(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The same for files that are refused before the expectations; reaching them is an error."""

    def unexpected(project_dir: Path, **_: object) -> list[object]:
        raise AssertionError("a file that should have been refused reached the expectations")

    monkeypatch.setattr(inputs, "check_inputs", unexpected)
    return project


@pytest.fixture
def make_project(
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[], Project]:
    """More projects, with the expectations left out."""
    monkeypatch.setattr(inputs, "check_inputs", lambda project_dir, **_: [])
    return lambda: Project(tmp_path_factory.mktemp("project"), capsys, monkeypatch)
