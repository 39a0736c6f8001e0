"""The real project with its warehouse, for all tests of this folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers.built import Built
from helpers.small import real_project

if TYPE_CHECKING:
    from .superset_server import Superset

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def project(real_built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with its warehouse in `warehouse/`, which tests may change."""
    folder = real_project(tmp_path_factory.mktemp("bi") / "project")
    shutil.copytree(real_built.warehouse, folder / "warehouse", symlinks=True)
    return folder


@pytest.fixture(scope="session")
def database(project: Path) -> Path:
    """The published database."""
    return project / "warehouse" / "provincial_targets.duckdb"


@pytest.fixture(scope="session")
def warehouse(project: Path) -> Path:
    """The warehouse with its exports."""
    command(project, "export")
    return project / "warehouse"


def command(folder: Path, *words: str) -> str:
    """Run the command line on a project; return what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "provincial_targets", *words, "--project-dir", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def superset(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Superset]:
    """Superset, set up from nothing and started on the published warehouse."""
    from .superset_server import serving

    with serving(database, tmp_path_factory.mktemp("superset")) as server:
        yield server
