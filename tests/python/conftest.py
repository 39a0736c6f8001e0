"""One small warehouse, built once by the command line, that tests copy or read."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.built import Built
from helpers.command import call
from helpers.small import small_project


@pytest.fixture(scope="session")
def small_built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small project, published from an empty folder; not to be changed."""
    folder = tmp_path_factory.mktemp("small")
    project = small_project(folder / "project")
    outcome = call(project, folder / "warehouse", "run")
    assert outcome.code == 0, outcome.err
    return Built(project, folder / "warehouse", outcome)


@pytest.fixture
def small(small_built: Built, tmp_path: Path) -> Built:
    """A copy of the small project and its warehouse, to do with as one likes."""
    return small_built.copy_to(tmp_path)
