"""Each engine builds once for all tests."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engines import duckdb_engine, postgres_engine
from engines.building import keys
from engines.comparing import Tables

from helpers.odd_texts import add_odd_texts
from helpers.small import real_project


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, with texts that a reader of CSV may change."""
    folder = real_project(tmp_path_factory.mktemp("engines") / "project")
    add_odd_texts(folder)
    return folder


@pytest.fixture(scope="session")
def duckdb_built(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Tables, dict[str, Any]]:
    """The tables of DuckDB, and dbt's manifest of them; built once for both processes of pytest."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "duckdb"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "parquet").exists():  # which is made after all tests have passed
            duckdb_engine.build(folder, project)
    return duckdb_engine.built(folder)


@pytest.fixture(scope="session")
def on_duckdb(duckdb_built: tuple[Tables, dict[str, Any]]) -> Tables:
    """The tables of DuckDB, with which every other engine is compared."""
    return duckdb_built[0]


@pytest.fixture(scope="session")
def manifest(duckdb_built: tuple[Tables, dict[str, Any]]) -> dict[str, Any]:
    """dbt's manifest of the project."""
    return duckdb_built[1]


@pytest.fixture(scope="session")
def table_keys(manifest: dict[str, Any]) -> dict[str, list[str]]:
    """The key of each published table."""
    return keys(manifest)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres_engine.Server]:
    """A Postgres server with empty data."""
    with postgres_engine.started() as server:
        yield server


@pytest.fixture(scope="session")
def on_postgres(
    postgres_server: postgres_engine.Server,
    project: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Tables:
    """The tables of Postgres."""
    return postgres_engine.build(postgres_server, tmp_path_factory.mktemp("postgres"), project)
