"""Start Spark with Iceberg, and report in one line what prevents it."""

from __future__ import annotations

import gc
import importlib.util
import os
import re
import shutil
import socket
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from provincial_targets.terminal.exits import Exit, Stop
from provincial_targets.warehouse.engines.base import missing

CATALOGUE = "provincial_targets"
"""The name of the catalogue, in Spark and in its rows."""
MASTER = "PROVINCIAL_TARGETS_SPARK_MASTER"
JDBC = "PROVINCIAL_TARGETS_JDBC"
_JAVA = "17"
_CONF = Path(__file__).with_name("spark_conf")
_REMEDIES = {
    "make room here and on the workers": ("No space left on device",),
    "let this account, and those of the workers, write to this folder": (
        "Permission denied",
        "mkdirs failed",
    ),
    "see above what Java says": ("JAVA_GATEWAY_EXITED",),
    "start the cluster with 'make spark'": ("All masters are unresponsive",),
    "see why in the logs of the cluster and its workers": (
        "Master removed our application",
        "ExecutorLostFailure",
        "SparkContext was shut down",
        "stopped SparkContext",
    ),
    "see whether the server with the catalogue still runs": (
        "Cannot initialize JDBC catalog",
        "UncheckedSQLException",
        "PSQLException",
    ),
}
"""What Spark says where it cannot work, none of it a fault of the data, by what to do then."""


def refusal(text: str, master: str) -> Stop | None:
    """Return the message for the user if an error's text says that Spark cannot work."""
    for remedy, causes in _REMEDIES.items():
        for words in causes:
            if words in text:
                # Spark puts the cause at the end of a long line.
                line = next(line for line in text.splitlines() if words in line)
                found = " ".join(line[max(0, line.index(words) - 200) :].split())
                return Stop(
                    Exit.CANNOT_WRITE,
                    f"Spark cannot build on {master}: {found[:300]}; what is published stays as "
                    f"it was. Remedy: {remedy}, then run again.",
                )
    return None


def check() -> None:
    """Check that Spark can be started here.

    Raises:
        Stop: Something that it needs is missing.
    """
    for module in ("pyspark", "snowpark_connect_deps_iceberg"):
        if importlib.util.find_spec(module) is None:
            raise missing(module, "spark")
    _find_java()
    if not _driver().is_file():
        raise Stop(
            Exit.USAGE,
            f"Java needs a driver for Postgres, and there is no {_driver()}. Install it (on "
            f"Debian: apt-get install libpostgresql-jdbc-java), or name its jar with {JDBC}.",
        )


def reach(master: str) -> None:
    """Check that the cluster answers.

    Raises:
        Stop: It does not.
    """
    try:
        place = urlsplit(master)
        socket.create_connection((place.hostname or "", place.port or 7077), timeout=10).close()
    except ValueError as error:
        raise Stop(
            Exit.USAGE, f"{MASTER} is {master!r}; it must be of the form spark://host:port."
        ) from error
    except OSError as error:
        raise Stop(
            Exit.CANNOT_WRITE,
            f"no Spark master answers on {master}: {error.strerror or error}. "
            f"Start a cluster with 'make spark', or name another with {MASTER}.",
        ) from error


def start(*, master: str, address: str, user: str, tables: Path) -> Any:
    """Start Spark, and return its session.

    The password is set when Java runs already: whatever is set before stands in its command line,
    which every user of the machine can read.

    Args:
        master: Where it builds.
        address: The address of the catalogue.
        user: Who connects to it.
        tables: The folder for the files of new tables.
    """
    import snowpark_connect_deps_iceberg
    from pyspark.sql import SparkSession

    os.environ.setdefault("SPARK_CONF_DIR", str(_CONF))
    iceberg = Path(snowpark_connect_deps_iceberg.__path__[0]) / "jars"
    jars = [*iceberg.glob("iceberg-spark-runtime-3.5_2.12-*.jar"), _driver()]
    extension = "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions"
    own = f"spark.sql.catalog.{CATALOGUE}"
    settings = {
        "spark.master": master,
        "spark.app.name": "provincial-targets",
        "spark.jars": ",".join(map(str, jars)),
        "spark.sql.extensions": extension,
        "spark.sql.defaultCatalog": CATALOGUE,
        own: "org.apache.iceberg.spark.SparkCatalog",
        f"{own}.type": "jdbc",
        f"{own}.uri": address,
        f"{own}.jdbc.schema-version": "V1",
        f"{own}.jdbc.user": user,
        f"{own}.warehouse": str(tables),
        # Files outside are tables of a catalogue in memory, which ends with the run.
        "spark.hadoop.javax.jdo.option.ConnectionURL": "jdbc:derby:memory:outside;create=true",
        "spark.sql.session.timeZone": "UTC",
        # The reading of wordings takes more steps to analyse than the hundred that is usual.
        "spark.sql.analyzer.maxIterations": "1000",
    }
    builder = SparkSession.builder.enableHiveSupport()
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    # Java keeps what Python still names; a run switches off the collector, which frees the rest.
    gc.enable()
    if password := os.environ.get("PGPASSWORD"):
        session.conf.set(f"{own}.jdbc.password", password)
    return session


def text(value: str) -> str:
    """Return a text as Spark's SQL; Spark replaces `${…}` before it parses the statement."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'").replace("$", "\\u0024")
    return f"'{escaped}'"


def _driver() -> Path:
    """Return the jar by which Java connects to Postgres."""
    return Path(os.environ.get(JDBC) or "/usr/share/java/postgresql.jar")


def _find_java() -> None:
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else "java"
    remedy = (
        f"Install Java {_JAVA} (on Debian 12: apt-get install openjdk-17-jre-headless), or name it "
        "with JAVA_HOME."
    )
    if shutil.which(java) is None:
        raise Stop(Exit.USAGE, f"Spark needs Java, and there is no {java}. {remedy}")
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(?:1\.)?(\d+)', said)
    if version is None or version[1] != _JAVA:
        line = next((line for line in said.splitlines() if "version" in line), "no version")
        raise Stop(Exit.USAGE, f"{java} is not the Java that Spark runs on: {line}. {remedy}")
