"""Each way of building on Spark builds once for all tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engines.spark.engine import INTERPRETED, Built, build, cluster


@pytest.fixture(scope="session", params=["spark", "spark_cluster"])
def on_spark(
    request: pytest.FixtureRequest, project: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Built]:
    """The tables of Spark, inside dbt and on a cluster."""
    folder = tmp_path_factory.mktemp(request.param)
    of = ("--project-dir", str(project))
    if request.param == "spark":
        yield build("spark", folder, folder / "root", *of, **INTERPRETED)
        return
    with cluster(folder / "root") as reached:
        # The tests passed on DuckDB, so cells equal to DuckDB's pass them too.
        words = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")
        yield build("spark_cluster", folder, folder / "root", *of, *words, **reached)
