"""Staging takes the same rows from files outside as from the seeds; marts are made of staging."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import pytest

from .outside import FORMS, staging, write_parquet
from .project import Project
from helpers.outside import INPUTS


@pytest.fixture(scope="module")
def files(again: Callable[[], Project], published_project: Project) -> Project:
    """The project, with its seeds also as Parquet files."""
    project = again()
    write_parquet(published_project.database, project)
    return project


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", INPUTS)
def test_the_same_rows_are_staged(
    published_project: Project, files: Project, name: str, form: str
) -> None:
    query = staging(files, name, form)
    assert str(files.folder) in query
    with duckdb.connect(str(published_project.database), read_only=True) as connection:
        expected = connection.sql(f"from staging.stg_{name} order by all").fetchall()
        assert expected
        assert connection.sql(f"from ({query}) order by all").fetchall() == expected
