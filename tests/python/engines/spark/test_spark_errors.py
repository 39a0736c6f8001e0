"""Each obstacle to a build on Spark is one line with the remedy, and has the exit code of a run."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from engines.spark import engine
from provincial_targets.terminal.exits import Exit
from provincial_targets.warehouse import lock
from provincial_targets.warehouse.paths import Paths


def refused(code: Exit, *parts: str, words: tuple[str, ...], folder: Path, **extra: str) -> None:
    """Check that a build ends with a code and one line that has these parts."""
    done = engine.run(
        "-m provincial_targets.running.spark", *words, folder=folder, **engine.INTERPRETED, **extra
    )
    errors = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert done.returncode == code, done.stderr
    assert len(errors) == 1, done.stderr
    assert "Traceback" not in done.stderr
    for part in parts:
        assert part in errors[0], errors[0]


def test_a_machine_without_java_gets_the_package_to_install(tmp_path: Path) -> None:
    remedy = "apt-get install default-jre-headless"
    refused(Exit.USAGE, "no java", remedy, words=(), folder=tmp_path, PATH=str(tmp_path))
    nowhere = {"JAVA_HOME": str(tmp_path)}
    refused(Exit.USAGE, f"no {tmp_path}/bin/java", remedy, words=(), folder=tmp_path, **nowhere)


def test_a_java_that_is_too_old_is_named_with_its_version(tmp_path: Path) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n", "utf-8")
    java.chmod(0o755)
    home = {"JAVA_HOME": str(tmp_path)}
    refused(Exit.USAGE, "too old", '"11.0.2"', "Java 17", words=(), folder=tmp_path, **home)


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "spark"
    parts = (str(folder), "PROVINCIAL_TARGETS_SPARK")
    refused(Exit.CANNOT_WRITE, *parts, words=(), folder=folder)


def test_a_schema_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "tables").touch()  # at the place of a schema's folder
    refused(Exit.CANNOT_WRITE, "Remedy: ", str(tmp_path), words=(), folder=tmp_path)


def test_a_second_build_in_the_same_folder_does_not_start(tmp_path: Path) -> None:
    with lock.hold(Paths(tmp_path)):
        refused(Exit.BUSY, "another", words=(), folder=tmp_path)


CLUSTER = ("--target", "spark_cluster")


def test_a_server_that_is_down_is_named_with_how_to_start_it(tmp_path: Path) -> None:
    parts = ("127.0.0.1, port 1:", "make spark", "PROVINCIAL_TARGETS_SPARK_PORT")
    down = {"PROVINCIAL_TARGETS_SPARK_PORT": "1"}
    refused(Exit.CANNOT_WRITE, *parts, words=CLUSTER, folder=tmp_path, **down)


def test_a_port_that_is_no_number_is_named(tmp_path: Path) -> None:
    port = {"PROVINCIAL_TARGETS_SPARK_PORT": "ten"}
    refused(Exit.USAGE, "'ten'", words=CLUSTER, folder=tmp_path, **port)


@pytest.fixture
def unwelcoming() -> Iterator[int]:
    """The port of a server that refuses every login, as one with passwords does."""
    says = b"Error validating the login"
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    client, _ = server.accept()
                except OSError:
                    return
                # A client that only tests whether the port is open has closed by now.
                with client, contextlib.suppress(OSError):
                    # SASL: status 3 is BAD, then the length of the message.
                    client.sendall(b"\x03" + len(says).to_bytes(4, "big") + says)
                    client.recv(4096)

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)


def test_a_refused_login_is_named_and_the_password_is_not_shown(
    unwelcoming: int, tmp_path: Path
) -> None:
    login = {
        "PROVINCIAL_TARGETS_SPARK_PORT": str(unwelcoming),
        "PROVINCIAL_TARGETS_SPARK_PASSWORD": "wrong-one",
    }
    parts = ("validating the login", "PROVINCIAL_TARGETS_SPARK_PASSWORD")
    refused(Exit.CANNOT_WRITE, *parts, words=CLUSTER, folder=tmp_path, **login)
    log = (tmp_path / "logs" / "dbt.log").read_text("utf-8") if (tmp_path / "logs").exists() else ""
    assert "wrong-one" not in log


def test_what_cannot_be_built_is_named_with_its_file(tmp_path: Path) -> None:
    words = ("--select", "stg_vintages", "--target-path", str(tmp_path / "target"))
    parts = ("models/staging/stg_vintages.sql", "TABLE_OR_VIEW_NOT_FOUND", "Its query: ")
    refused(Exit.CHECKS_FAILED, *parts, words=words, folder=tmp_path)
    assert os.listdir(tmp_path / "tables") != []
