"""The real project, built once by dbt for all tests of this folder."""

from __future__ import annotations

import pytest

from .project import Project


@pytest.fixture(scope="session")
def published_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy of the project, built with all its tests; its analyses are compiled."""
    project = Project.copy_to(tmp_path_factory.mktemp("project"))
    project.dbt("build", "compile --select path:analyses")
    return project
