"""The site of the real project, written once for all tests of this folder."""

from __future__ import annotations

import functools
import http.server
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from browsing import Site, Walk, walk
from playwright.sync_api import Browser

from helpers.built import Built
from helpers.chromium import launched
from helpers.command import call

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def site(real_built: Built, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the published warehouse, as the command line writes it."""
    folder = tmp_path_factory.mktemp("site") / "site"
    umask = os.umask(0o077)  # all users may read the site
    words = ["--out", str(folder), "--ask", str(ROOT / ".ask/node_modules")]
    outcome = call(real_built.project, real_built.warehouse, "report", *words)
    os.umask(umask)
    assert outcome.code == 0, outcome.err
    return Site(folder, outcome)


@pytest.fixture(scope="session")
def marts(real_built: Built) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published database, with which tests compare the site."""
    database = str(real_built.warehouse / "provincial_targets.duckdb")
    with duckdb.connect(database, read_only=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def disk(site: Site) -> str:
    """The address of the site on the disk."""
    return f"file://{site.folder}"


@pytest.fixture(scope="session")
def walked(site: Site, disk: str, served: str) -> Walk:
    """Every page: in Chinese from the disk, and its twin in English from a server."""
    return walk(site, {"zh": disk, "en": served})


@pytest.fixture(scope="session")
def served(site: Site) -> Iterator[str]:
    """The address of a local server of the site."""

    class Silent(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    handler = functools.partial(Silent, directory=str(site.folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()
