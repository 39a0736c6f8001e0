"""Superset as `make superset` starts it, on a free port, with a home of its own."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .conftest import ROOT

ASSETS = ROOT / "bi/superset/assets"
PASSWORD = "secret of the tests"
STARTS_WITHIN = 600  # seconds, on a busy machine


@dataclass(frozen=True)
class Superset:
    """A running Superset."""

    url: str

    def get(self, path: str) -> Any:
        """Return the answer of its API to a user who has just logged in."""
        # A token is valid for 15 minutes, which the tests exceed on a busy machine.
        token = _token(self.url)
        request = urllib.request.Request(
            self.url + path, headers={"Authorization": f"Bearer {token}"}
        )
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)

    def charts(self) -> dict[str, int]:
        """Return the id of each chart by its name."""
        rows = self.get("/api/v1/chart/?q=(page_size:100)")["result"]
        return {row["slice_name"]: row["id"] for row in rows}

    def rows(self, chart: str) -> list[dict[str, Any]]:
        """Return the rows that a chart shows, named by its file."""
        number = self.charts()[asset(f"charts/{chart}")["slice_name"]]
        [result] = self.get(f"/api/v1/chart/{number}/data/")["result"]
        assert result["error"] is None
        rows: list[dict[str, Any]] = result["data"]
        return rows


def asset(path: str) -> dict[str, Any]:
    """Return an asset of the repository."""
    content: dict[str, Any] = yaml.safe_load((ASSETS / f"{path}.yaml").read_text("utf-8"))
    return content


@contextmanager
def serving(database: Path, home: Path) -> Iterator[Superset]:
    """Set Superset up from nothing, start it on a published database."""
    assert (ROOT / ".venv-superset/installed").exists(), "run `make test-bi`"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [ROOT / "bi/superset/superset.sh", str(port)],
            env={
                **os.environ,
                "SUPERSET_HOME": str(home),
                "PROVINCIAL_TARGETS_PUBLISHED": str(database),
                "SUPERSET_PASSWORD": PASSWORD,
            },
            stderr=log,
        )
    try:
        _wait(server, port, home / "server.log")
        yield Superset(f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        server.wait(60)


def _token(url: str) -> str:
    login = {"username": "admin", "password": PASSWORD, "provider": "db"}
    request = urllib.request.Request(
        f"{url}/api/v1/security/login",
        json.dumps(login).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=120) as answer:
        return str(json.load(answer)["access_token"])


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Return when the server answers."""
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline:
        assert server.poll() is None, log.read_text("utf-8")[-3000:]
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", "/health")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.5)
        finally:
            connection.close()
    raise AssertionError(log.read_text("utf-8")[-3000:])
