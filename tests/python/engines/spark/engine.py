"""The marts on Spark: inside dbt, or on a cluster that the tests start for themselves."""

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

import duckdb

from engines.building import PROJECT
from engines.comparing import SCHEMAS, Tables

from helpers.command import environment

PYTHON = PROJECT / ".venv-spark" / "bin" / "python"
SCRIPT = PROJECT / "deploy" / "spark" / "spark.sh"
# A Java process of some minutes is faster without the slow compiler and the parallel collector.
# Without that compiler Java keeps 48 MB for code in place of 240, and one build can fill them.
JAVA = {
    "JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m -XX:+UseSerialGC"
}
# For few figures, compiling a query takes longer than the query; so Spark interprets its plans in
# most builds here. The build from files outside compiles, so that both are tested.
INTERPRETED = {"SPARK_CONF_DIR": str(Path(__file__).with_name("defaults"))}


@dataclass(frozen=True, kw_only=True)
class Built:
    """The result of one way of building on Spark.

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


def run(
    script: str, *words: str, folder: Path, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run a Python script or module (`-m name`) in the environment that has Spark."""
    return subprocess.run(
        [str(PYTHON), *script.split(), *words],
        env=environment(
            **{
                "PYTHONPATH": str(PROJECT / "src"),
                "PROVINCIAL_TARGETS_SPARK": str(folder),
                **JAVA,
                **variables,
            }
        ),
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )


def build(target: str, folder: Path, root: Path, *words: str, **variables: str) -> Built:
    """Build with all tests, and read it back.

    Args:
        target: `spark` or `spark_cluster`.
        folder: Where dbt keeps its files.
        root: Where Spark keeps its tables.
        words: Further arguments of `dbt build`.
        variables: Further variables that the profile reads.
    """
    description = folder / "tables.json"
    done = run(
        str(Path(__file__).with_name("on_spark.py")),
        *(str(description), "--target", target),
        *("--target-path", str(folder / "target"), "--log-path", str(folder / "logs")),
        *words,
        folder=root,
        **variables,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    described = json.loads(description.read_text("utf-8"))
    for schema in SCHEMAS:
        (folder / "parquet" / schema).mkdir(parents=True)
    types, comments = {}, {}
    for table, found in described.items():
        schema, name = table.split(".")
        for column, kind, comment in found["columns"]:
            types[(table, column)] = kind
            comments[(table, column)] = comment
        files = root / "tables" / f"{schema}.db" / name / "**" / "*.parquet"
        # Spark keeps a partition's value in the name of its folder.
        duckdb.sql(
            f"copy (from read_parquet('{files}', hive_partitioning = true)) "
            f"to '{folder / 'parquet' / schema / name}.parquet'"
        )
    results = json.loads((folder / "target" / "run_results.json").read_text("utf-8"))["results"]
    return Built(
        tables=Tables(target, folder / "parquet", types),
        comments=comments,
        partitions={table: found["partitions"] for table, found in described.items()},
        results=results,
    )


@contextmanager
def cluster(root: Path) -> Iterator[dict[str, str]]:
    """Start a cluster with empty data, and stop it in the end; yields how to reach it."""
    with socket.socket() as server, socket.socket() as master:
        for free in (server, master):
            free.bind(("127.0.0.1", 0))
        variables = {
            "PROVINCIAL_TARGETS_SPARK": str(root),
            "PROVINCIAL_TARGETS_SPARK_PORT": str(server.getsockname()[1]),
            "PROVINCIAL_TARGETS_SPARK_MASTER_PORT": str(master.getsockname()[1]),
        }
    reached = {**os.environ, **JAVA, **INTERPRETED, **variables}
    try:
        subprocess.run([str(SCRIPT), "start"], env=reached, check=True)
        yield variables
    finally:
        subprocess.run([str(SCRIPT), "stop"], env=reached, check=False)
        shutil.rmtree(root, ignore_errors=True)
