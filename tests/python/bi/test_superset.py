"""Superset serves the published warehouse: right numbers, and new ones without a restart."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from .conftest import ROOT, command

ASSETS = ROOT / "bi/superset/assets"
STARTS_WITHIN = 180

pytestmark = pytest.mark.skipif(
    not (ROOT / ".venv-superset/bin/gunicorn").exists(),
    reason="Superset's environment is made by `make test-bi`",
)


@dataclass(frozen=True)
class Superset:
    """A running Superset, somebody logged in."""

    url: str
    token: str

    def get(self, path: str) -> Any:
        """Return what its API answers."""
        request = urllib.request.Request(
            self.url + path, headers={"Authorization": f"Bearer {self.token}"}
        )
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)

    def charts(self) -> dict[str, int]:
        """Return the id of each chart by its name."""
        rows = self.get("/api/v1/chart/?q=(page_size:100)")["result"]
        return {row["slice_name"]: row["id"] for row in rows}

    def rows(self, asset: str) -> list[dict[str, Any]]:
        """Return the rows that a chart shows, named by its file."""
        name = yaml.safe_load((ASSETS / f"charts/{asset}.yaml").read_text("utf-8"))["slice_name"]
        [result] = self.get(f"/api/v1/chart/{self.charts()[name]}/data/")["result"]
        assert result["error"] is None
        rows: list[dict[str, Any]] = result["data"]
        return rows


@pytest.fixture(scope="module")
def superset(
    project: Path, database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Superset]:
    """Superset, set up from nothing and started on the published warehouse."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [ROOT / "bi/superset/superset.sh", str(port)],
        env={
            **os.environ,
            "SUPERSET_HOME": str(tmp_path_factory.mktemp("superset")),
            "PROVINCIAL_TARGETS_PUBLISHED": str(database),
            "SUPERSET_PASSWORD": "secret of the tests",
        },
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(server, port)
        url = f"http://127.0.0.1:{port}"
        login = {
            "username": "admin", "password": "secret of the tests", "provider": "db",
        }  # fmt: skip
        request = urllib.request.Request(
            f"{url}/api/v1/security/login",
            json.dumps(login).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=120) as answer:
            yield Superset(url, json.load(answer)["access_token"])
    finally:
        server.terminate()
        server.wait(30)


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    """Return when the server answers."""
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline:
        assert server.poll() is None, "Superset did not start"
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", "/health")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.5)
        finally:
            connection.close()
    raise AssertionError("Superset did not answer")


def _marts(database: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.sql(query).fetchall()


def test_every_chart_of_the_repository_is_there_and_returns_rows(superset: Superset) -> None:
    files = sorted((ASSETS / "charts").glob("*.yaml"))
    assert len(files) == len(superset.charts()) >= 8
    for file in files:
        assert superset.rows(file.stem), file.stem


def test_the_two_dashboards_hold_every_chart(superset: Superset) -> None:
    dashboards = superset.get("/api/v1/dashboard/")["result"]
    assert {row["slug"] for row in dashboards} == {
        "round-at-a-glance",
        "reconciliation-and-quality",
    }
    held = [
        chart["slice_name"]
        for row in dashboards
        for chart in superset.get(f"/api/v1/dashboard/{row['id']}/charts")["result"]
    ]
    assert sorted(held) == sorted(superset.charts())


def test_headline_numbers_equal_the_marts(superset: Superset, database: Path) -> None:
    [(target, amplification, lowered)] = _marts(
        database,
        "select weighted_target, amplification_pp, lowered_count from marts.weighted_targets "
        "join marts.target_delta_summary using (scope_code, indicator, target_year) "
        "join marts.target_amplification using (indicator, target_year) "
        "where indicator = 'gdp' and scope_code = 'all' order by target_year desc limit 1",
    )
    [(met_share,)] = _marts(
        database,
        "select met_share from marts.completion_summary where indicator = 'gdp' "
        "and scope_code = 'all' order by target_year desc limit 1",
    )
    [(contradicted,)] = _marts(
        database,
        "select count(*) from marts.report_reconciliation where status = 'contradicted'",
    )
    found = [
        superset.rows(asset)[0].popitem()[1]
        for asset in (
            "weighted_gdp_target",
            "gdp_amplification",
            "gdp_lowered",
            "gdp_met_share",
            "claims_contradicted",
        )
    ]
    assert found == pytest.approx([target, amplification, lowered, met_share, contradicted])


def test_every_year_and_region_equals_the_marts(superset: Superset, database: Path) -> None:
    years = {row["target_year"]: row["weighted_target"] for row in superset.rows("gdp_by_year")}
    regions = {
        (f"region:{row['region']}", row["target_year"]): row["weighted_target"]
        for row in superset.rows("region_by_year")
    }
    marts = _marts(
        database,
        "select scope_code, target_year, weighted_target from marts.weighted_targets "
        "where indicator = 'gdp' and scope_code not like 'group:%'",
    )
    assert years == {year: pytest.approx(value) for scope, year, value in marts if scope == "all"}
    assert regions == {
        (scope, year): pytest.approx(value) for scope, year, value in marts if scope != "all"
    }


def test_the_database_cannot_be_written_to_from_superset(superset: Superset) -> None:
    [database] = superset.get("/api/v1/database/")["result"]
    assert database["allow_dml"] is False
    assert database["allow_file_upload"] is False


def test_a_new_run_shows_without_a_restart_and_without_a_lock_error(
    superset: Superset, project: Path, database: Path
) -> None:

    def headline(superset: Superset) -> float:
        """Return the figure without its last bits, which depend on the order of a sum."""
        [row] = superset.rows("weighted_gdp_target")
        return round(row["weighted_target"], 6)

    seeds = project / "seeds/observations/observations.csv"
    original = seeds.read_bytes()
    [(observation,)] = _marts(
        database,
        "select observation_id from marts.fct_sizes join marts.fct_rounds "
        "using (geography_code, indicator) where indicator = 'gdp' and year = weight_year "
        "and source_count = 1 and target_point is not null "
        "order by target_year desc, size_100m_yuan desc limit 1",
    )
    lines = original.decode().splitlines(keepends=True)
    [at] = [n for n, line in enumerate(lines) if line.startswith(f"{observation},")]
    cells = lines[at].split(",")
    place = lines[0].split(",").index("value")
    # The wording must go on saying what the value says.
    lines[at] = lines[at].replace(cells[place], str(round(float(cells[place]) * 1.5, 2)))

    before = headline(superset)
    seen: list[float] = []
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            seen.append(headline(superset))

    viewer = threading.Thread(target=look)
    viewer.start()
    try:
        seeds.write_bytes("".join(lines).encode())
        command(project, "run")
        after = headline(superset)
    finally:
        stop.set()
        viewer.join()
        seeds.write_bytes(original)
        command(project, "run")
    assert after != before
    assert after in seen and set(seen) <= {before, after}, "an error or a mixture"
    assert headline(superset) == before
