"""The marts on Spark: on this machine, or on a cluster that the tests start for themselves."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engines.building import PROJECT
from engines.comparing import SCHEMAS, Tables
from engines.postgres_engine import READER, Server

from helpers.command import Outcome, arguments, environment

PYTHON = PROJECT / ".venv-spark" / "bin" / "python"
SCRIPT = PROJECT / "deploy" / "spark" / "spark.sh"
ON_DUCKDB = PROJECT / ".venv-iceberg" / "bin" / "python"
# Java spends a fifth of a build on compiling methods that run too seldom to gain from it. So a long
# build compiles what runs five times as often as is usual, and a short one does without the slow
# compiler; without that, Java keeps 48 MB for code, which one build can fill. The parallel
# collector and the collections that a small metaspace causes take time too.
_JAVA = "-XX:ReservedCodeCacheSize=240m -XX:+UseSerialGC -XX:MetaspaceSize=512m"
LONG = {
    "JDK_JAVA_OPTIONS": f"{_JAVA} -XX:Tier4InvocationThreshold=25000 "
    "-XX:Tier4MinInvocationThreshold=4000 -XX:Tier4CompileThreshold=60000 "
    "-XX:Tier4BackEdgeThreshold=160000"
}
SHORT = {"JDK_JAVA_OPTIONS": f"{_JAVA} -XX:TieredStopAtLevel=1"}
# For few figures, compiling a query takes longer than the query; so Spark interprets its plans in
# most builds here. The build from files outside compiles, so that both are tested.
INTERPRETED = {
    "PYSPARK_SUBMIT_ARGS": "--conf spark.sql.adaptive.enabled=false "
    "--conf spark.sql.codegen.wholeStage=false --conf spark.sql.codegen.factoryMode=NO_CODEGEN "
    "pyspark-shell"
}
PASSWORD = "password-of-the-tests"


@dataclass(frozen=True, kw_only=True)
class Place:
    """A project, the folder of its warehouse, and the server with the catalogue.

    Attributes:
        project: The project.
        folder: The folder of the warehouse.
        server: The server.
        variables: Of the environment of each command.
    """

    project: Path
    folder: Path
    server: Server
    variables: dict[str, str]

    def words(self, *words: str, target: str = "spark") -> list[str]:
        """Return the words of a command."""
        return [str(PYTHON), *arguments(self.project, self.folder, *words, "--target", target)[1:]]

    def environment(self, **extra: str) -> dict[str, str]:
        """Return the environment of a command."""
        return environment(**{**self.variables, **extra})

    def call(self, *words: str, target: str = "spark", **extra: str) -> Outcome:
        """Run a command to its end."""
        done = subprocess.run(
            self.words(*words, target=target),
            env=self.environment(**extra),
            cwd=self.project,
            capture_output=True,
            text=True,
            check=False,
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    def start(self, *words: str, target: str = "spark") -> subprocess.Popen[str]:
        """Start a command in a process group of its own."""
        return subprocess.Popen(
            self.words(*words, target=target),
            env=self.environment(),
            cwd=self.project,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def candidate(self) -> set[str]:
        """Return the metadata of the marts of a run that builds, or was killed while it built."""
        rows = self.server.rows(
            "select metadata_location from spark_catalogue.iceberg_tables "
            "where table_namespace like 'candidate_marts%%'"
        )
        return {pointer for (pointer,) in rows}

    def published(self) -> str | None:
        """Return the run that the catalogue has published."""
        rows = self.server.rows(
            "select property_value from spark_catalogue.iceberg_namespace_properties "
            "where namespace = 'marts' and property_key = 'run'"
        )
        return rows[0][0] if rows else None

    def pointers(self) -> dict[str, Path]:
        """Return the metadata of every published table, all read at one moment."""
        rows = self.server.rows(
            "select table_namespace || '.' || table_name, metadata_location "
            "from spark_catalogue.iceberg_tables where table_namespace in %s",
            (*SCHEMAS, "meta"),
        )
        return {table: Path(pointer) for table, pointer in rows}


@dataclass(frozen=True, kw_only=True)
class Built:
    """What a run on Spark has published.

    Attributes:
        tables: To compare.
        comments: The comment of each column, by (`schema.table`, column).
        partitions: The columns by which each table is partitioned.
        results: dbt's result of each seed, model and test.
    """

    tables: Tables
    comments: dict[tuple[str, str], str]
    partitions: dict[str, list[str]]
    results: list[dict[str, Any]]


def built(place: Place) -> Built:
    """Describe what is published, from Iceberg's own metadata."""
    types, comments, partitions = {}, {}, {}
    for table, pointer in place.pointers().items():
        found = json.loads(pointer.read_text("utf-8"))
        if table.startswith("meta."):
            continue
        (schema,) = found["schemas"]
        for field in schema["fields"]:
            types[(table, field["name"])] = field["type"]
            comments[(table, field["name"])] = field.get("doc", "")
        (spec,) = found["partition-specs"]
        partitions[table] = [field["name"] for field in spec["fields"]]
    spark = place.folder / "spark"
    results = json.loads((spark / "dbt" / "target" / "run_results.json").read_text("utf-8"))
    return Built(
        tables=Tables("spark", spark / "runs" / str(place.published()) / "parquet", types),
        comments=comments,
        partitions=partitions,
        results=results["results"],
    )


@contextmanager
def cluster(root: Path) -> Iterator[dict[str, str]]:
    """Start a cluster, and stop it in the end; yields how to reach it."""
    with socket.socket() as master:
        master.bind(("127.0.0.1", 0))
        variables = {
            "PROVINCIAL_TARGETS_SPARK": str(root),
            "PROVINCIAL_TARGETS_SPARK_MASTER": f"spark://127.0.0.1:{master.getsockname()[1]}",
        }
    reached = {**os.environ, **SHORT, **variables}
    try:
        subprocess.run([str(SCRIPT), "start"], env=reached, check=True)
        yield variables
    finally:
        subprocess.run([str(SCRIPT), "stop"], env=reached, check=False)
        shutil.rmtree(root, ignore_errors=True)


def read_elsewhere(server: Server, *words: str, **extra: str) -> Outcome:
    """Query the published tables with DuckDB, as `make iceberg` does."""
    done = subprocess.run(
        [str(ON_DUCKDB), str(PROJECT / "bi" / "iceberg" / "published.py"), *words],
        env={**server.environment(), "PGUSER": READER, **extra},
        capture_output=True,
        text=True,
        check=False,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)
