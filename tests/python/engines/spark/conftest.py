"""What the tests on Spark share: the server with the catalogue, and one build of the project."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from engines.postgres_engine import Server
from engines.spark.engine import INTERPRETED, LONG, PASSWORD, SHORT, Built, Place, built


@pytest.fixture(scope="session")
def catalogue(postgres_server: Server) -> Server:
    """The server, with the password that Java needs."""
    postgres_server.execute(f"alter role provincial_targets password '{PASSWORD}'", user="postgres")
    return postgres_server


def at(project: Path, folder: Path, server: Server, java: Mapping[str, str] = SHORT) -> Place:
    """Return a place whose commands can reach the server, with settings of Java."""
    variables = {**server.variables, **java, **INTERPRETED, "PGPASSWORD": PASSWORD}
    return Place(project=project, folder=folder, server=server, variables=variables)


@pytest.fixture(scope="session")
def on_spark(catalogue: Server, project: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """What a run of the project publishes on Spark."""
    with catalogue.empty("provincial_targets"):
        place = at(project, tmp_path_factory.mktemp("spark"), catalogue, LONG)
        outcome = place.call("run")
        assert outcome.code == 0, outcome.err
        return built(place)
