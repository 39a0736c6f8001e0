"""Each obstacle to a run on Spark is one line with the remedy, and has its exit code."""

from __future__ import annotations

from pathlib import Path

import pytest

from engines.postgres_engine import Server
from engines.spark.conftest import at
from engines.spark.engine import Place, read_elsewhere
from provincial_targets.terminal.exits import Exit
from provincial_targets.warehouse import lock
from provincial_targets.warehouse.engines.spark_session import refusal
from provincial_targets.warehouse.paths import Paths

from helpers.small import PROJECT


@pytest.fixture
def place(catalogue: Server, tmp_path: Path) -> Place:
    """The project, and a folder without history; every run ends before it builds."""
    return at(PROJECT, tmp_path / "warehouse", catalogue)


def refused(place: Place, code: Exit, *parts: str, target: str = "spark", **extra: str) -> None:
    """Check that a run ends with a code and one line that has these parts, and publishes nothing.

    The catalogue of these tests is empty, so that nothing is published before.
    """
    outcome = place.call("run", "--force", target=target, **extra)
    assert outcome.code == code, outcome.err
    assert len(outcome.errors) == 1, outcome.err
    assert "Traceback" not in outcome.err
    for part in parts:
        assert part in outcome.errors[0], outcome.errors[0]


def test_a_machine_without_java_gets_the_package_to_install(place: Place, tmp_path: Path) -> None:
    remedy = "apt-get install openjdk-17-jre-headless"
    refused(place, Exit.USAGE, "no java", remedy, PATH=str(tmp_path))
    refused(place, Exit.USAGE, f"no {tmp_path}/bin/java", remedy, JAVA_HOME=str(tmp_path))


@pytest.mark.parametrize("version", ["11.0.2", "25.0.1"])
def test_a_java_of_another_version_is_named(place: Place, tmp_path: Path, version: str) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\" 2025-10-21' >&2\n", "utf-8")
    java.chmod(0o755)
    parts = ("is not the Java that Spark runs on", f'"{version}"', "Java 17")
    refused(place, Exit.USAGE, *parts, JAVA_HOME=str(tmp_path))


def test_a_missing_driver_for_the_catalogue_is_named_with_its_package(place: Place) -> None:
    parts = ("no /nowhere.jar", "apt-get install libpostgresql-jdbc-java")
    refused(place, Exit.USAGE, *parts, PROVINCIAL_TARGETS_JDBC="/nowhere.jar")


def test_a_catalogue_that_is_down_is_named_with_how_to_start_it(place: Place) -> None:
    refused(place, Exit.CANNOT_WRITE, "port=1 ", "make postgres", "PGHOST and PGPORT", PGPORT="1")


def test_a_password_that_java_would_need_is_named(place: Place) -> None:
    parts = ("password authentication failed", "set PGPASSWORD")
    refused(place, Exit.CANNOT_WRITE, *parts, PGPASSWORD="wrong-one")


def test_a_catalogue_of_an_older_format_is_named(place: Place) -> None:
    with place.server.empty("provincial_targets"):
        place.server.execute(
            "create schema spark_catalogue",
            "create table spark_catalogue.iceberg_tables (catalog_name varchar(255), "
            "table_namespace varchar(255), table_name varchar(255), "
            "metadata_location varchar(1000), previous_metadata_location varchar(1000))",
        )
        parts = ("another version of Iceberg", "no column iceberg_type", "rename the schema")
        refused(place, Exit.CANNOT_WRITE, *parts)


def test_a_master_that_is_down_is_named_with_how_to_start_it(place: Place) -> None:
    parts = ("spark://127.0.0.1:1", "make spark", "PROVINCIAL_TARGETS_SPARK_MASTER")
    down = {"PROVINCIAL_TARGETS_SPARK_MASTER": "spark://127.0.0.1:1"}
    refused(place, Exit.CANNOT_WRITE, *parts, target="spark_cluster", **down)


def test_a_master_that_is_no_address_is_named(place: Place) -> None:
    odd = {"PROVINCIAL_TARGETS_SPARK_MASTER": "spark://host:ten"}
    refused(place, Exit.USAGE, "'spark://host:ten'", target="spark_cluster", **odd)


def test_a_second_run_in_the_same_folder_does_not_start(place: Place) -> None:
    with lock.hold(Paths(place.folder / "spark")):
        refused(place, Exit.BUSY, "another")


@pytest.mark.parametrize(
    ("cause", "remedy"),
    [
        ("java.io.IOException: No space left on device", "make room here and on the workers"),
        ("ExecutorLostFailure (executor 1 exited)", "see why in the logs of the cluster"),
        ("org.postgresql.util.PSQLException: refused", "the server with the catalogue"),
    ],
)
def test_what_spark_says_in_mid_build_is_one_line_with_its_cause_and_a_remedy(
    cause: str, remedy: str
) -> None:
    stop = refusal("model m failed: Job aborted, " * 50 + cause + "\n  at a.b.c", "spark://host:1")
    assert stop is not None
    assert stop.code == Exit.CANNOT_WRITE
    for part in (cause, remedy, "spark://host:1", "stays as it was"):
        assert part in str(stop)
    assert refusal("model m failed: column a is ambiguous", "spark://host:1") is None


@pytest.mark.parametrize(
    ("words", "extra", "part"),
    [
        ((), {}, "usage: published.py"),
        (("select 1",), {"PGPORT": "1"}, '.PGSQL.1" failed'),
        (("select 1",), {}, "no catalogue of Spark's tables; run: make build-spark"),
    ],
)
def test_a_reader_without_spark_gets_each_obstacle_in_one_line(
    catalogue: Server, words: tuple[str, ...], extra: dict[str, str], part: str
) -> None:
    with catalogue.empty("provincial_targets"):
        outcome = read_elsewhere(catalogue, *words, **extra)
    assert outcome.code == 1, outcome.err
    (line,) = outcome.err.splitlines()
    assert part in line
