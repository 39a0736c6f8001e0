"""What starts the commands that are killed, and those that must work afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from helpers.forked import Forge


@pytest.fixture(scope="session")
def forge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forge]:
    """What starts commands without starting an interpreter for each."""
    with Forge(tmp_path_factory.mktemp("forge")) as forge:
        yield forge
