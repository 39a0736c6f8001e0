"""Each asset has an exposure, which depends on the tables that the asset reads."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from provincial_targets.export import sdmx_messages, workbook

from .conftest import ROOT

ASSETS = ROOT / "bi/superset/assets"
READ = re.compile(r"\bmarts(?:_asof)?\.\w+")


@pytest.fixture(scope="module")
def manifest(project: Path) -> dict[str, Any]:
    """dbt's manifest of the published run."""
    path = project / "warehouse/dbt/target/manifest.json"
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return content


@pytest.fixture(scope="module")
def exposures(manifest: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Each exposure by the file of its asset."""
    return {one["config"]["meta"]["asset"]: one for one in manifest["exposures"].values()}


def existing() -> set[str]:
    """Return the files of the assets that exist: dashboards, writers of exports, the site."""
    dashboards = {path.relative_to(ROOT).as_posix() for path in ASSETS.glob("dashboards/*.yaml")}
    exports = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "src/provincial_targets/export").glob("*.py")
        if "\ndef write(" in path.read_text("utf-8")
    }
    site = "src/provincial_targets/site/build.py"
    return dashboards | exports | ({site} if (ROOT / site).exists() else set())


def unmatched(declared: set[str], assets: set[str]) -> list[str]:
    """Return the assets that are declared but missing, and those that exist undeclared."""
    missing = [f"an exposure names a missing asset: {path}" for path in declared - assets]
    return missing + [f"an asset without exposure: {path}" for path in assets - declared]


def tables(manifest: dict[str, Any], exposure: dict[str, Any]) -> set[str]:
    """Return the published tables on which an exposure depends."""
    nodes = [manifest["nodes"][node] for node in exposure["depends_on"]["nodes"]]
    return {f"{node['schema']}.{node['alias']}" for node in nodes}


def test_every_asset_has_an_exposure_and_every_exposure_an_asset(
    exposures: dict[str, dict[str, Any]], manifest: dict[str, Any]
) -> None:
    assert unmatched(set(exposures), existing()) == []
    assert len(manifest["exposures"]) == len(exposures) >= 5, "two exposures of one asset"


def test_a_missing_asset_and_an_undeclared_one_are_named() -> None:
    assets = existing()
    gone = min(assets)
    new = "bi/superset/assets/dashboards/new.yaml"
    assert unmatched(assets, assets - {gone}) == [f"an exposure names a missing asset: {gone}"]
    assert unmatched(assets, assets | {new}) == [f"an asset without exposure: {new}"]


def test_exposures_are_no_checks_of_a_run(database: Path) -> None:
    with duckdb.connect(str(database), read_only=True) as connection:
        kinds = connection.sql("select distinct kind from meta.checks order by kind").fetchall()
    assert [kind for (kind,) in kinds] == ["data test", "expectation", "model", "seed", "unit test"]


def test_every_exposure_has_owner_maturity_url_and_description(
    exposures: dict[str, dict[str, Any]],
) -> None:
    for exposure in exposures.values():
        for field in ("owner", "maturity", "url", "description", "label"):
            assert exposure[field], (exposure["name"], field)


def test_a_dashboard_depends_on_the_tables_that_its_charts_read(
    exposures: dict[str, dict[str, Any]], manifest: dict[str, Any]
) -> None:
    datasets = {one["uuid"]: set(READ.findall(one["sql"])) for one in _assets("datasets")}
    charts = {one["uuid"]: datasets[one["dataset_uuid"]] for one in _assets("charts")}
    for path in ASSETS.glob("dashboards/*.yaml"):
        dashboard = yaml.safe_load(path.read_text("utf-8"))
        shown = [
            charts[part["meta"]["uuid"]]
            for part in dashboard["position"].values()
            if isinstance(part, dict) and part["type"] == "CHART"
        ]
        exposure = exposures[path.relative_to(ROOT).as_posix()]
        assert tables(manifest, exposure) == set().union(*shown), exposure["name"]
        assert exposure["url"].endswith(f"/{dashboard['slug']}/")


def test_the_exports_depend_on_the_tables_that_they_hold(
    exposures: dict[str, dict[str, Any]], manifest: dict[str, Any], database: Path
) -> None:
    with duckdb.connect(str(database), read_only=True) as connection:
        published = {
            name
            for (name,) in connection.sql(
                "select schema_name || '.' || table_name from duckdb_tables() "
                "where schema_name <> 'meta'"
            ).fetchall()
        }
    package = exposures["src/provincial_targets/export/datapackage.py"]
    assert tables(manifest, package) == published
    book = exposures["src/provincial_targets/export/workbook.py"]
    names = {source for source, _ in workbook._NAMED.values()}
    assert tables(manifest, book) == names | {f"marts.{one.table}" for one in workbook._SHEETS}
    messages = exposures["src/provincial_targets/export/sdmx_messages.py"]
    codes = {f"marts.{table}" for _, table in sdmx_messages._LISTS_IN_TABLES.values()}
    flows = {f"marts_asof.{flow.table}" for flow in sdmx_messages.FLOWS}
    assert tables(manifest, messages) == codes | flows


def test_the_site_depends_on_the_tables_that_its_code_names(
    exposures: dict[str, dict[str, Any]], manifest: dict[str, Any]
) -> None:
    folder = ROOT / "src/provincial_targets/site"
    code = [path for kind in ("py", "sql", "j2") for path in folder.rglob(f"*.{kind}")]
    named = {table for path in code for table in READ.findall(path.read_text("utf-8"))}
    assert tables(manifest, exposures["src/provincial_targets/site/build.py"]) == named


def _assets(kind: str) -> list[dict[str, Any]]:
    return [yaml.safe_load(path.read_text("utf-8")) for path in ASSETS.glob(f"{kind}/**/*.yaml")]
