"""The real project, built once by dbt for all tests of this folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .outside import compile_staging
from .project import Project
from helpers.small import real_project


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The one folder in which dbt works."""
    return tmp_path_factory.mktemp("place") / "project"


@pytest.fixture(scope="session")
def published_project(place: Path) -> Project:
    """A copy of the project, built with all its tests.

    The folder `analyses` has its analyses compiled, and `outside` has staging compiled for
    files outside.
    """
    project = Project(real_project(place))
    project.dbt(
        "build",
        "compile --select path:analyses --no-write-json",
        *compile_staging(place),
    )
    return Project(Path(shutil.copytree(place, place.with_name("kept"))))


@pytest.fixture(scope="session")
def again(place: Path, published_project: Project) -> Callable[[], Project]:
    """A function that restores the project to change and build, and so ends its last use."""
    return lambda: Project.restored(place, published_project)
