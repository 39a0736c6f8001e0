"""The warehouses that tests share, built by the command line: the real one and a small one."""

from __future__ import annotations

import fcntl
import gc
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from helpers.built import Built, Stage
from helpers.command import call
from helpers.forked import Forge
from helpers.small import PROJECT, small_project


@pytest.fixture(scope="session")
def forge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forge]:
    """Runs commands without starting an interpreter for each."""
    with Forge(tmp_path_factory.mktemp("forge")) as forge:
        yield forge


@pytest.fixture(scope="session")
def real_built(request: pytest.FixtureRequest) -> Built:
    """The real project, published; tests only read it.

    The warehouse stays for later sessions, in which the command builds it anew after a change.
    Sessions that run side by side take turns.
    """
    assert request.config.cache
    folder = request.config.cache.mkdir("published")
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        outcome = call(PROJECT, folder / "warehouse", "run")
    assert outcome.code == 0, outcome.err
    return Built(PROJECT, folder / "warehouse", outcome)


@pytest.fixture(scope="session")
def small_stage(forge: Forge, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The small project, published from an empty folder."""
    folder = tmp_path_factory.mktemp("small")
    project = small_project(folder / "project")
    outcome = forge.call(project, folder / "warehouse", "run")
    assert outcome.code == 0, outcome.err
    place = Built(project, folder / "warehouse", outcome)
    kept = place.copy_to(tmp_path_factory.mktemp("kept"))
    shutil.rmtree(place.warehouse)
    return Stage(place, kept)


@pytest.fixture(scope="session")
def small_built(small_stage: Stage) -> Built:
    """The small warehouse; tests only read it."""
    return small_stage.kept


@pytest.fixture
def small(small_stage: Stage) -> Iterator[Built]:
    """The small project and its warehouse, which a test may change."""
    small_stage.restore_project()
    yield small_stage.restore_warehouse()
    shutil.rmtree(small_stage.place.warehouse)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Run tests that share a build in one process: of most folders all, of some those of a file."""
    from xdist.scheduler import LoadScopeScheduling

    class BySharedBuild(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.split("::")[0]
            folder = file.rpartition("/")[0]
            if folder.endswith("faults"):
                return nodeid
            return file if folder.endswith(("ingest", "read", "docs")) else folder

    return BySharedBuild(config, log)


def pytest_collection_finish() -> None:
    """Leave what the imports made out of garbage collection: a twentieth of the tests' time."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest folders, so that both processes end at about the same time."""
    longest = ("warehouse", "running", "faults")
    items.sort(key=lambda item: item.path.parent.name not in longest)
