"""Build the marts on Spark with dbt, and report in one line what prevents it.

It runs in an environment of its own that holds Spark, dbt-spark and nothing more (`make
build-spark`). Spark cannot switch several tables at once, so dbt builds where readers read
(docs/scale.md).
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from provincial_targets.checks.problems import Problem
from provincial_targets.terminal.exits import Exit, Stop
from provincial_targets.terminal.logs import log, progress, start
from provincial_targets.warehouse import lock
from provincial_targets.warehouse.paths import Paths

PROJECT = Path(__file__).resolve().parents[3]
FOLDER = "PROVINCIAL_TARGETS_SPARK"
HOST, PORT = "PROVINCIAL_TARGETS_SPARK_HOST", "PROVINCIAL_TARGETS_SPARK_PORT"
USER, PASSWORD = "PROVINCIAL_TARGETS_SPARK_USER", "PROVINCIAL_TARGETS_SPARK_PASSWORD"
_JAVA = 17
_REMEDIES = (
    ("validating the login", Exit.CANNOT_WRITE, f"set {USER} and {PASSWORD}"),
    ("ermission denied", Exit.CANNOT_WRITE, "let the server's account write to its storage"),
    ("Read-only file system", Exit.CANNOT_WRITE, f"name another folder with {FOLDER}"),
    ("No space left", Exit.CANNOT_WRITE, "make room on the storage, then build again"),
    ("MetaException", Exit.CANNOT_WRITE, "let Spark write to the folder or storage that it names"),
    ("mkdirs failed", Exit.CANNOT_WRITE, "let the server's account write to its storage"),
    ("Could not connect to any of", Exit.CANNOT_WRITE, "see whether the server still runs"),
    ("TSocket read 0 bytes", Exit.CANNOT_WRITE, "see why the server ended in its log"),
    ("JAVA_GATEWAY_EXITED", Exit.CANNOT_WRITE, "see above what Java says"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Build as the command line says.

    Args:
        arguments: The target, and further arguments of `dbt build`.

    Returns:
        The exit code, one of `Exit`.
    """
    parser = argparse.ArgumentParser(
        prog="make build-spark",
        usage='make build-spark [ARGS="--target spark_cluster --select marts"]',
        description="Build the marts on Spark, with all tests.",
        epilog="Whatever is not named here is handed to dbt build.",
    )
    parser.add_argument(
        "--target",
        choices=["spark", "spark_cluster"],
        default="spark",
        help="Spark inside dbt, or the cluster of 'make spark' (default: %(default)s)",
    )
    known, words = parser.parse_known_args(arguments)
    start("text")
    try:
        reach(known.target)
        with _alone(known.target):
            build(known.target, words)
    except Stop as stop:
        for line in stop.lines:
            log.error(line)
        return int(stop.code)
    except KeyboardInterrupt:
        log.error("stopped; tables may be missing until the next build has ended")
        return int(Exit.STOPPED)
    finally:
        progress.clear()
    return int(Exit.OK)


@contextlib.contextmanager
def _alone(target: str) -> Iterator[None]:
    """Allow one build per folder, because the catalogue in it serves one process."""
    with contextlib.ExitStack() as stack:
        if target == "spark":
            try:
                stack.enter_context(lock.hold(Paths(folder())))
            except OSError as error:
                raise Stop(
                    Exit.CANNOT_WRITE,
                    f"{folder()} cannot be written to: {error.strerror}. Name another folder with "
                    f"{FOLDER}.",
                ) from error
        yield


def folder() -> Path:
    """Return where Spark inside dbt keeps tables and catalogue."""
    return (PROJECT / os.environ.get(FOLDER, "warehouse/spark")).absolute()


def reach(target: str) -> None:
    """Check before dbt starts that Java or the server can be used.

    Raises:
        Stop: Java or the server is not as it must be.
    """
    if target == "spark":
        _find_java()
        return
    host, port = os.environ.get(HOST, "127.0.0.1"), os.environ.get(PORT, "10015")
    try:
        socket.create_connection((host, int(port)), timeout=10).close()
    except ValueError as error:
        raise Stop(Exit.USAGE, f"{PORT} is {port!r}; it must be a number.") from error
    except OSError as error:
        raise Stop(
            Exit.CANNOT_WRITE,
            f"no Spark server answers on {host}, port {port}: {error.strerror or error}. "
            f"Start it with 'make spark', or name another with {HOST} and {PORT}.",
        ) from error


def _find_java() -> None:
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else "java"
    remedy = (
        f"Install Java {_JAVA} or newer (on Debian: apt-get install default-jre-headless), "
        "or name it with JAVA_HOME."
    )
    if shutil.which(java) is None:
        raise Stop(Exit.USAGE, f"Spark needs Java, and there is no {java}. {remedy}")
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(?:1\.)?(\d+)', said)
    if version is None or int(version[1]) < _JAVA:
        first = said.strip().splitlines()[:1]
        raise Stop(Exit.USAGE, f"{java} is too old for Spark: {''.join(first)}. {remedy}")


def build(target: str, words: Sequence[str]) -> None:
    """Build with all tests.

    Args:
        target: The target in profiles/profiles.yml.
        words: Further arguments of `dbt build`.

    Raises:
        Stop: Something failed; one line for each fault.
    """
    from dbt.cli.main import dbtRunner

    def listen(event: Any) -> None:
        if event.info.name == "LogStartLine":
            progress.show(f"building: {event.data.index} of {event.data.total}")

    options = [
        *("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT / "profiles")),
        *("--target", target, "--log-level", "none", "--no-use-colors"),
    ]
    os.environ[FOLDER] = str(folder())
    outcome = dbtRunner(callbacks=[listen]).invoke(["build", *options, *words])
    results = list(getattr(outcome.result, "results", []))
    failed = [result for result in results if result.status.value in ("error", "fail")]
    if outcome.success and not failed:
        log.info(f"built on {target}: {len(results)} seeds, models and tests passed")
        return
    if not failed:
        raise _refusal(str(outcome.exception)) or Stop(
            Exit.CHECKS_FAILED, f"dbt failed: {_line(str(outcome.exception))}"
        )
    texts = [str(result.message or "") for result in failed]
    if refusal := next(filter(None, map(_refusal, texts)), None):
        raise refusal
    raise Stop(Exit.CHECKS_FAILED, [str(_problem(result)) for result in failed])


def _problem(result: Any) -> Problem:
    """Describe one failure."""
    node = result.node
    what = f"{node.resource_type.value} {node.name} failed"
    if result.failures:
        what += f": {result.failures} rows"
    elif result.message:
        what += f": {_line(result.message)}"
    where = getattr(node, "compiled_path", None) or node.original_file_path
    return Problem(
        file=node.original_file_path,
        row=None,
        column=None,
        value=None,
        message=what,
        remedy=f"Its query: {where}",
    )


def _refusal(text: str) -> Stop | None:
    """Return the message for the user if an error is a refusal of Spark, no fault of the data."""
    for words, code, remedy in _REMEDIES:
        if words in text:
            line = next(line for line in text.splitlines() if words in line)
            return Stop(code, f"Spark does not build: {_line(line)}. Remedy: {remedy}.")
    return None


def _line(text: str) -> str:
    return " ".join(text.split())[:400]


if __name__ == "__main__":
    sys.exit(main())
